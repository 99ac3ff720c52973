namespace Surprisal.Losses;

/// <summary>What <see cref="LossDiagnostics.Examine"/> looks at: arrays as they are, before any loss has accepted them.</summary>
public readonly record struct DiagnosticInput
{
    /// <summary>The loss that is to be computed.</summary>
    public required Loss Loss { get; init; }

    /// <summary>The model's outputs in the order of <see cref="LogitShape"/>; null if only the targets are to be examined.</summary>
    public double[]? Logits { get; init; }

    /// <summary>[N], [N, C] or [N, C, d1, …, dk]; needed without logits too, because it tells the number of classes.</summary>
    public required IReadOnlyList<int> LogitShape { get; init; }

    /// <summary>The answers, whatever they are.</summary>
    public required double[] Targets { get; init; }

    /// <summary>The shape of <see cref="Targets"/>.</summary>
    public required IReadOnlyList<int> TargetShape { get; init; }

    /// <summary>Whether the targets were stored as integers or booleans: a 1 among them may be meant as an index, a 1.0 is a share.</summary>
    public bool TargetsAreIntegers { get; init; }

    /// <summary>What a row of each class counts, if the loss does not have them yet: they may be of any length and sign here.</summary>
    public double[]? ClassWeights { get; init; }

    /// <summary>The target that marks rows without an answer; null takes the loss's.</summary>
    public int? IgnoreIndex { get; init; }

    /// <summary>Whether the logits are those of a model that has not been trained at all.</summary>
    public bool IsStart { get; init; }

    /// <summary>The mean loss before the first step of training, where it is known from there; in nats.</summary>
    public double? InitialLoss { get; init; }
}
