namespace Surprisal.Losses;

/// <summary>Logits and targets as they came, before anything has refused them: what a diagnosis looks at.</summary>
/// <param name="Loss">The loss that they are meant for.</param>
/// <param name="Logits">All numbers, row-major; null to look at the targets alone.</param>
/// <param name="LogitShape">[N], [N, C] or [N, C, d1, …]; without logits too, because it tells the number of classes.</param>
/// <param name="Targets">All numbers, row-major.</param>
/// <param name="TargetShape">As it came.</param>
/// <param name="TargetsAreWhole">Whether they came in an integer type, and so may be classes.</param>
public sealed record DiagnosticInput(Loss Loss, double[]? Logits, int[] LogitShape, double[] Targets, int[] TargetShape, bool TargetsAreWhole)
{
    /// <summary>What each class counts, if that is given apart from the loss: of any length and sign.</summary>
    public double[]? ClassWeights { get; init; }

    /// <summary>Whether the logits are of a model that has not been trained yet.</summary>
    public bool IsStart { get; init; }

    /// <summary>The mean loss before the first step of training, where that is known instead; in nats.</summary>
    public double? InitialLoss { get; init; }
}
