using Surprisal.Data;
using Surprisal.Losses;

namespace Surprisal.Cli;

/// <summary>What <c>train</c> weighs in its loss, as the command line names it; it becomes numbers once the classes are known.</summary>
/// <param name="Classes">"balanced" or a file; null where not asked for.</param>
/// <param name="Positives">"balanced", a number or a file; null where not asked for.</param>
/// <param name="Smoothing">The share of each answer that is spread over all; null where not asked for.</param>
sealed record LossWeights(string? Classes, string? Positives, double? Smoothing)
{
    const string Balanced = "balanced";

    /// <summary>The options with the loss so weighed.</summary>
    /// <param name="options">How it is trained.</param>
    /// <param name="table">The rows.</param>
    /// <param name="rows">Those that balanced weights are counted on.</param>
    /// <exception cref="UsageException">The loss knows no such weights.</exception>
    public TrainingOptions Applied(TrainingOptions options, TrainingTable table, int[] rows)
    {
        if (this is (null, null, null)) return options;
        var training = table.Part(rows, [], []).Training;
        var loss = Trainer.LossFor(options, training.Targets!.Kind);
        if (Classes == Balanced && options.Sampling == Sampling.Balanced)
            throw new UsageException("--class-weights balanced and --sample balanced do the same: rare classes would count twice; give one of them");
        if (Classes is not null)
            loss = Set("--class-weights", () => loss with { ClassWeights = Classes == Balanced ? ClassBalance.ClassWeights(training) : File(Classes, training, "class weight") });
        if (Positives is not null) loss = Set("--pos-weight", () => loss with { PositiveWeights = PositiveWeights(Positives, training) });
        if (Smoothing is { } share) loss = Set("--label-smoothing", () => loss with { LabelSmoothing = share });
        return options with { Loss = loss };
    }

    static double[] PositiveWeights(string text, Dataset training)
    {
        if (text == Balanced) return ClassBalance.PositiveWeights(training);
        if (!double.TryParse(text, out double weight)) return File(text, training, "positive weight");
        return weight > 0 && double.IsFinite(weight) ? [weight] : throw new UsageException($"--pos-weight must be balanced, a number above 0 or a file, got '{text}'");
    }

    static double[] File(string path, Dataset training, string what) => ClassNumbers.Read(path, training.Targets!.ClassNames, what);

    static Loss Set(string option, Func<Loss> loss)
    {
        try
        {
            return loss();
        }
        catch (ArgumentException e)
        {
            throw new UsageException($"{option}: {e.Message.TrimEnd('.')}");
        }
    }
}
