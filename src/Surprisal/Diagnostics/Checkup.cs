using Surprisal.Data;
using Surprisal.Losses;
using Surprisal.Numerics;

namespace Surprisal;

/// <summary>Looks for misused losses in trainings and in data for evaluation: <see cref="LossDiagnostics"/> over an even sample of the rows.</summary>
public static class Checkup
{
    // Logits or targets of 32 MB in double are plenty of evidence.
    internal const int MostNumbers = 1 << 22;

    /// <summary>Examines a finished training: how it began, and what the model says about the rows that it learnt from.</summary>
    /// <param name="run">The training.</param>
    /// <param name="training">The rows that it learnt from.</param>
    public static IReadOnlyList<Finding> Examine(TrainingRun run, Dataset training)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(training);
        int columns = run.Classifier.ClassNames.Count, step = 1 + (int)((long)training.Rows * columns / MostNumbers);
        var rows = step == 1 ? training : training.Subset([.. Enumerable.Range(0, training.Rows / step).Select(i => i * step)]);
        float[] logits = new float[rows.Rows * columns];
        run.Classifier.Model.Predict(rows.Matrix, logits.AsMatrix(columns));
        return LossDiagnostics.Examine(Input(run.Loss, rows.Targets!) with
        {
            Logits = Array.ConvertAll(logits, z => (double)z),
            InitialLoss = run.InitialLoss,
        });
    }

    /// <summary>Examines answers that a model is to be measured by.</summary>
    internal static IReadOnlyList<Finding> Examine(Loss loss, TargetSet targets) => LossDiagnostics.Examine(Input(loss, targets));

    static DiagnosticInput Input(Loss loss, TargetSet targets)
    {
        bool areClasses = targets.Kind == TargetKind.ClassIndex;
        int[] shape = [targets.Rows, targets.ClassNames.Count];
        return new()
        {
            Loss = loss,
            LogitShape = shape,
            Targets = areClasses ? Array.ConvertAll(targets.Classes, k => (double)k) : Array.ConvertAll(targets.Values, t => (double)t),
            TargetShape = areClasses ? [targets.Rows] : shape,
            TargetsAreIntegers = areClasses,
        };
    }
}
