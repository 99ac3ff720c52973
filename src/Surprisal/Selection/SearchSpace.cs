using System.Globalization;
using Surprisal.Losses;

namespace Surprisal;

/// <summary>Where a search draws from: around the options as they are given.</summary>
static class SearchSpace
{
    static readonly double[] s_widths = [0.5, 1, 2, 4], s_smoothing = [0, 0, 0.02, 0.05, 0.1];

    /// <summary>One way to train, drawn by chance: penalty for a linear model; learning rate, weight decay and width for a network; label smoothing for both where the loss can.</summary>
    public static TrainingOptions Draw(TrainingOptions given, Loss loss, Random random)
    {
        // Every draw is made, whatever the model, so that the same seed tries the same things.
        double strength = LogUniform(random, 1e-3, 1e3), rate = LogUniform(random, 0.03, 10), decay = LogUniform(random, 1e-4, 1);
        double width = s_widths[random.Next(s_widths.Length)], smoothing = s_smoothing[random.Next(s_smoothing.Length)];
        var drawn = given with { Loss = loss.Info.Options.HasFlag(LossOptions.LabelSmoothing) && loss.LabelSmoothing == 0 ? loss with { LabelSmoothing = smoothing } : loss };
        if (given.Model == ModelKind.Linear) return drawn with { C = strength };
        return drawn with
        {
            LearningRate = Rounded(given.LearningRate * rate),
            Optimizer = given.Optimizer with { WeightDecay = decay },
            Hidden = [.. given.Hidden.Select(size => Math.Max(1, (int)(size * width)))],
        };
    }

    static double LogUniform(Random random, double low, double high) => Rounded(low * Math.Pow(high / low, random.NextDouble()));

    // To three digits, so that what is printed trains the same again.
    static double Rounded(double value) => double.Parse(value.ToString("G3", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
