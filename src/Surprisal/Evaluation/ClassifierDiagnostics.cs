using Surprisal.Data;
using Surprisal.Losses;
using Surprisal.Numerics;

namespace Surprisal;

/// <summary>The checks of <see cref="LossDiagnostics"/> on what a classifier gives for examples with known answers.</summary>
public static class ClassifierDiagnostics
{
    /// <summary>Looks at the first examples, some thousands at most.</summary>
    /// <param name="classifier">Trained or loaded.</param>
    /// <param name="data">Examples with their answers; those whose answer is not known are left out.</param>
    /// <param name="loss">What it was trained with; null for the loss of that name without options.</param>
    /// <returns>Everything that looks like a mistake; nothing on healthy data.</returns>
    public static IReadOnlyList<Finding> Examine(Classifier classifier, Dataset data, Loss? loss = null)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        ArgumentNullException.ThrowIfNull(data);
        if (data.Targets is not { } targets) return [];
        int[] known = [.. Enumerable.Range(0, data.Rows).Where(targets.IsKnown).Take(Classifier.BatchRows)];
        loss ??= LossCatalog.All.FirstOrDefault(d => d.Info.Name == classifier.LossName) is { } definition ? LossCatalog.Parse(definition.Info.Name) : null;
        if (known.Length == 0 || loss is null) return [];

        var examples = data.Subset(known);
        int classes = classifier.ClassNames.Count;
        float[] logits = new float[examples.Rows * classes];
        using var engine = new Engine(1);
        classifier.Model.Predict(examples.Matrix, logits.AsMatrix(classes), engine);
        bool single = targets.Kind == TargetKind.ClassIndex;
        double[] answers = single ? Array.ConvertAll(examples.Targets!.Classes, k => (double)k) : Array.ConvertAll(examples.Targets!.Values, t => (double)t);
        return LossDiagnostics.Examine(new(loss, Array.ConvertAll(logits, z => (double)z), [examples.Rows, classes], answers, single ? [examples.Rows] : [examples.Rows, classes], single));
    }
}
