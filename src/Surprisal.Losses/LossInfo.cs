namespace Surprisal.Losses;

/// <summary>What a loss is, in words and formulas: the command line, its help and the documents print this and nothing else.</summary>
public sealed record LossInfo
{
    /// <summary>The id by which it is called, such as <c>binary-cross-entropy</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What one row, or one logit, costs; in nats.</summary>
    public required string Formula { get; init; }

    /// <summary>What its value is counted in; empty for a plain number.</summary>
    public string Unit { get; init; } = "nats";

    /// <summary>∂ℓ/∂z.</summary>
    public required string Gradient { get; init; }

    /// <summary>What it accepts as the answer.</summary>
    public required TargetKinds Targets { get; init; }

    /// <summary>How its logits become predictions.</summary>
    public required OutputActivation Activation { get; init; }

    /// <summary>What it measures, in a sentence or two.</summary>
    public required string Summary { get; init; }

    /// <summary>When to choose it.</summary>
    public required string UseWhen { get; init; }

    /// <summary>When to choose another.</summary>
    public required string AvoidWhen { get; init; }

    /// <summary>The options of <see cref="Loss"/> that it knows.</summary>
    public LossOptions Options { get; init; }

    /// <summary>Whether logits must be of shape [N, C], without further axes.</summary>
    public bool IsForMatricesOnly { get; init; }

    /// <summary>Whether the mean over class indices divides by the weights of the rows' classes rather than by the number of rows, as PyTorch does for cross-entropy and nll.</summary>
    public bool MeanIsOverWeights { get; init; }

    /// <summary>The numbers that it can be tuned with.</summary>
    public IReadOnlyList<LossParameter> Parameters { get; init; } = [];

    /// <summary>Where it comes from: authors, year, arXiv id.</summary>
    public string? Reference { get; init; }
}
