using System.Globalization;
using Surprisal.Data;
using Surprisal.Losses;

namespace Surprisal.Cli;

/// <summary>The weights of <c>surprisal loss</c>, from NPY files.</summary>
static class WeightsFile
{
    /// <summary>One weight per class. One that no sample reads may hold anything.</summary>
    /// <exception cref="DataException">Too few or many, or one that is read and is no number.</exception>
    public static double[] OfClasses(string path, IReadOnlyList<int> logits, Loss loss, LossTargets targets)
    {
        double[] weights = Read(path, logits, oneWillDo: false);
        for (int k = 0; k < weights.Length; k++)
        {
            if (!double.IsFinite(weights[k]) && Reader(k, loss, targets) is { } reader)
                throw new DataException(string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(path)}: entry {k}: the weight of class {k} is {weights[k]}, and {reader}; a finite number expected"));
        }
        return weights;
    }

    /// <summary>What a yes counts: one number, or one per column of the logits.</summary>
    /// <exception cref="DataException">Too few or many, or one is no number.</exception>
    public static double[] OfYes(string path, IReadOnlyList<int> logits)
    {
        double[] weights = Read(path, logits, oneWillDo: true);
        int bad = Array.FindIndex(weights, w => !double.IsFinite(w));
        return bad < 0 ? weights : throw new DataException(string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(path)}: entry {bad}: {weights[bad]} is not a finite number"));
    }

    static double[] Read(string path, IReadOnlyList<int> logits, bool oneWillDo)
    {
        double[] weights = NpyArray.Read(path).ToDouble();
        int classes = logits.Count > 1 ? logits[1] : 1;
        return weights.Length == classes || (oneWillDo && weights.Length == 1) ? weights
            : throw new DataException($"{Path.GetFileName(path)}: {Figures.Count(classes, "weight", "weights")} expected, one per class of the logits, got {Figures.Count(weights.Length)}");
    }

    /// <summary>What reads the weight of a class; null if nothing does.</summary>
    static string? Reader(int k, Loss loss, LossTargets targets)
    {
        if (targets.Classes is not { } classes) return targets.Values!.Length > 0 ? "soft targets count every class" : null;
        if (loss.LabelSmoothing != 0) return classes.Any(target => target != loss.IgnoreIndex) ? "label smoothing counts every class" : null;
        int row = k == loss.IgnoreIndex ? -1 : Array.IndexOf(classes, k);
        return row < 0 ? null : $"row {targets.Position(row)} is of that class";
    }
}
