namespace Surprisal;

/// <summary>A column whose numbers are levels.</summary>
/// <param name="Index">Which column of the input, from 0.</param>
/// <param name="Levels">How many levels there are.</param>
/// <param name="Width">How many numbers are learnt for each.</param>
public readonly record struct EmbeddedColumn(int Index, int Levels, int Width);
