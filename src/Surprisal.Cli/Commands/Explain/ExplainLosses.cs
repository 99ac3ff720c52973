using Surprisal.Losses;

namespace Surprisal.Cli;

/// <summary>The losses that <c>surprisal explain</c> was asked for, with their options.</summary>
sealed class ExplainLosses
{
    public string? Loss { get; init; }

    public string? Losses { get; init; }

    public string? LabelSmoothing { get; init; }

    public string? IgnoreIndex { get; init; }

    public string? ClassWeights { get; init; }

    public string? PositiveWeights { get; init; }

    public Reduction Reduction { get; init; }

    /// <summary>Each by the name it was given.</summary>
    public IReadOnlyList<(string Name, Loss Loss)> Read(Examples examples)
    {
        if (Loss is not null && Losses is not null) throw new UsageException("--loss and --losses both name losses; one of them expected");
        var names = Losses is null ? [Loss ?? examples.LossName ?? "cross-entropy"] : Split(Losses);
        return [.. names.Select(name => (name, Fitted(name, examples)))];
    }

    static IReadOnlyList<string> Split(string text)
    {
        var names = LossOption.Split(text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        return names.Count > 0 ? names : throw new UsageException("--losses is empty; a,b,c expected");
    }

    Loss Fitted(string name, Examples examples)
    {
        List<(string, string)> options = [];
        if (LabelSmoothing is not null) options.Add(("label-smoothing", LabelSmoothing));
        if (IgnoreIndex is not null) options.Add(("ignore-index", IgnoreIndex));
        var loss = LossOption.Parse(name, options) with { Reduction = Reduction };
        try
        {
            if (ClassWeights is not null) loss = loss with { ClassWeights = Weights(ClassWeights, "--class-weights", examples.Columns, oneWillDo: false) };
            if (PositiveWeights is not null) loss = loss with { PositiveWeights = Weights(PositiveWeights, "--pos-weight", examples.Columns, oneWillDo: true) };
        }
        catch (ArgumentException e)
        {
            throw new UsageException(e.Message.TrimEnd('.'));
        }
        if (examples.Answers[0].Values is not null && (loss.Info.Targets & ~TargetKinds.ClassIndex) == 0)
        {
            string fitting = string.Join(", ", LossCatalog.All.Where(d => (d.Info.Targets & ~TargetKinds.ClassIndex) != 0).Select(d => d.Info.Name));
            throw new UsageException($"{loss.Info.Name} needs one class per row as its answer, got one number per logit; losses that take those: {fitting}");
        }
        return loss;
    }

    static double[] Weights(string text, string option, int columns, bool oneWillDo)
    {
        double[] weights = NumberText.NumbersOrFile(text, option);
        int bad = Array.FindIndex(weights, w => !double.IsFinite(w));
        if (bad >= 0) throw new UsageException($"{option}: weight {bad} is not finite");
        return weights.Length == columns || (oneWillDo && weights.Length == 1) ? weights
            : throw new UsageException($"{option}: {Figures.Count(columns, "weight", "weights")} expected, one per logit, got {Figures.Count(weights.Length)}");
    }
}
