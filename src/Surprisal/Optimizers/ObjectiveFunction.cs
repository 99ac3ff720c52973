namespace Surprisal;

/// <summary>A function to be minimised, and its slope.</summary>
/// <param name="parameters">Where.</param>
/// <param name="gradient">As long as <paramref name="parameters"/>; overwritten with the slope there.</param>
/// <returns>The value there. NaN and infinities say "not here": the search steps back.</returns>
public delegate double ObjectiveFunction(ReadOnlySpan<double> parameters, Span<double> gradient);
