namespace Surprisal;

/// <summary>One way of training that a search has tried.</summary>
/// <param name="Number">From 0, which is the way that was asked for.</param>
/// <param name="Options">What was tried.</param>
/// <param name="LogLoss">On the search's validation rows, in nats, after the longest training that it was given.</param>
/// <param name="Rung">How far it came: 0 for the shortest trainings.</param>
public sealed record Trial(int Number, TrainingOptions Options, MeanInterval LogLoss, int Rung)
{
    /// <summary>By how much its log-loss is above that of the way that was asked for, row by row, where both came to the last rung.</summary>
    public MeanInterval? Difference { get; init; }
}
