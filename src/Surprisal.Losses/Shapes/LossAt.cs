namespace Surprisal.Losses;

/// <summary>What a formula gives at one place.</summary>
/// <param name="Value">The loss, in nats.</param>
/// <param name="Slope">Its derivative by what the formula was given.</param>
public readonly record struct LossAt<V>(V Value, V Slope)
    where V : struct;
