namespace Surprisal.Losses;

/// <summary>A loss by name: what the command line and the tests iterate.</summary>
/// <param name="Info">What it is.</param>
/// <param name="Create">Makes it from the values of <see cref="LossInfo.Parameters"/>, in their order.</param>
public sealed record LossDefinition(LossInfo Info, Func<IReadOnlyList<double>, Loss> Create);
