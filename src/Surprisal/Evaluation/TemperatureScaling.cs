using Surprisal.Data;
using Surprisal.Losses;
using Surprisal.Numerics;

namespace Surprisal;

/// <summary>
/// Finds the number that logits are to be divided by for the least log-loss (Guo et al., arXiv 1706.04599): above 1 the model was too sure of
/// itself, below 1 not sure enough. Which class is the likeliest never changes.
/// </summary>
/// <remarks>The log-loss is convex in 1/T, so Newton's method in 1/T, held inside a bracket, finds the one minimum to the last digits.</remarks>
public static class TemperatureScaling
{
    /// <summary>The least temperature that is ever answered. Rows that are all told apart without a mistake ask for 0: they set no limit.</summary>
    public const double Least = 1 / 16.0;

    /// <summary>The greatest temperature that is ever answered. Logits that say nothing about the answers, or the opposite, ask for infinity: even guessing.</summary>
    public const double Greatest = 1024;

    const int MostSteps = 100;

    /// <summary>Fits the temperature to rows that the model was not trained on.</summary>
    /// <param name="logits">Raw model outputs, one row per example.</param>
    /// <param name="targets">One answer per row, of any kind; a row whose answer is not known plays no part.</param>
    /// <param name="activation">Softmax, or sigmoid where each logit is a label of its own.</param>
    /// <returns>T, from <see cref="Least"/> to <see cref="Greatest"/>.</returns>
    /// <exception cref="ArgumentException">The shapes differ, a logit is not finite, no answer is known, or the activation does not divide.</exception>
    public static double Fit(ReadOnlyMatrixSpan<float> logits, TargetSet targets, OutputActivation activation)
    {
        ArgumentNullException.ThrowIfNull(targets);
        if (!Classifier.HasTemperature(activation))
            throw new ArgumentException($"{activation} outputs have no temperature; those of softmax and sigmoid do.");
        if (logits.Rows != targets.Rows || logits.Columns != targets.ClassNames.Count)
            throw new ArgumentException($"logits: expected {targets.Rows} × {targets.ClassNames.Count} as the targets have, got {logits.Rows} × {logits.Columns}.");
        for (int at = 0; at < logits.Values.Length; at++)
        {
            if (!float.IsFinite(logits.Values[at]))
                throw new ArgumentException($"row {at / logits.Columns}: the logit of '{targets.ClassNames[at % logits.Columns]}' is not finite.");
        }

        var known = KnownRows(targets);
        if (known.Length == 0) throw new ArgumentException("no row's answer is known: there is nothing to fit a temperature to.");
        return 1 / InverseTemperature(new TemperatureObjective(logits, targets, known, activation));
    }

    /// <summary>Where the derivative changes its sign, between 1/Greatest and 1/Least.</summary>
    internal static double InverseTemperature(in TemperatureObjective objective)
    {
        double low = 1 / Greatest, high = 1 / Least, at = 1, lastStep = double.PositiveInfinity;
        if (objective.At(low).Slope >= 0) return low;
        if (objective.At(high).Slope <= 0) return high;
        for (int step = 0; step < MostSteps; step++)
        {
            var (_, slope, curvature) = objective.At(at);
            if (slope == 0) break;
            if (slope > 0) high = at;
            else low = at;
            double next = at - slope / curvature;
            if (!(next > low && next < high)) next = Math.Sqrt(low * high);
            double size = Math.Abs(next - at);
            // Newton doubles the digits at every step; a short step that is no shorter than the one before is rounding.
            if (size <= Math.BitIncrement(at) - at || (size < 1e-9 * at && size >= lastStep)) return next;
            (at, lastStep) = (next, size);
        }

        return at;
    }

    static int[] KnownRows(TargetSet targets)
    {
        List<int> known = [];
        for (int row = 0; row < targets.Rows; row++)
        {
            if (targets.IsKnown(row)) known.Add(row);
        }

        return [.. known];
    }
}
