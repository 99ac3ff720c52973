using Surprisal.Data;
using Surprisal.Losses;
using Surprisal.Numerics;

namespace Surprisal;

/// <summary>The checks of <see cref="LossDiagnostics"/> on what a classifier gives for examples with known answers.</summary>
public static class ClassifierDiagnostics
{
    // 32 MB of doubles are plenty of evidence.
    internal const int MostNumbers = 1 << 22;

    /// <summary>Looks at the examples, evenly chosen among them where they are very many: a file may be sorted by class.</summary>
    /// <param name="classifier">Trained or loaded.</param>
    /// <param name="data">Examples with their answers; those whose answer is not known are left out.</param>
    /// <param name="loss">What it was trained with; null for the loss of that name without options.</param>
    /// <param name="initialLoss">The mean loss before training, where it is known.</param>
    /// <returns>Everything that looks like a mistake; nothing on healthy data.</returns>
    public static IReadOnlyList<Finding> Examine(Classifier classifier, Dataset data, Loss? loss = null, double? initialLoss = null)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        ArgumentNullException.ThrowIfNull(data);
        loss ??= LossOf(classifier);
        if (data.Targets is not { } targets || loss is null) return [];
        int columns = classifier.ClassNames.Count, step = 1 + (int)((long)data.Rows * columns / MostNumbers);
        int[] known = [.. Enumerable.Range(0, data.Rows).Where(row => row % step == 0 && targets.IsKnown(row))];
        if (known.Length == 0) return [];

        var examples = known.Length == data.Rows ? data : data.Subset(known);
        float[] logits = new float[examples.Rows * columns];
        using var engine = new Engine(1);
        classifier.Model.Predict(examples.Matrix, logits.AsMatrix(columns), engine);
        return LossDiagnostics.Examine(Input(loss, examples.Targets!, Array.ConvertAll(logits, z => (double)z)) with { InitialLoss = initialLoss });
    }

    /// <summary>The loss that a classifier was trained with, without its options; null for one of a later version.</summary>
    internal static Loss? LossOf(Classifier classifier) =>
        LossCatalog.All.Any(d => d.Info.Name == classifier.LossName) ? LossCatalog.Parse(classifier.LossName) : null;

    internal static DiagnosticInput Input(Loss loss, TargetSet targets, double[]? logits)
    {
        bool single = targets.Kind == TargetKind.ClassIndex;
        int[] shape = [targets.Rows, targets.ClassNames.Count];
        double[] answers = single ? Array.ConvertAll(targets.Classes, k => (double)k) : Array.ConvertAll(targets.Values, t => (double)t);
        return new(loss, logits, shape, answers, single ? [targets.Rows] : shape, single);
    }
}
