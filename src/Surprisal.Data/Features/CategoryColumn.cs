namespace Surprisal.Data;

/// <summary>A feature that holds numbers of levels.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Index">Which feature, from 0.</param>
/// <param name="Levels">How many levels there are, those for missing and other cells included.</param>
public readonly record struct CategoryColumn(string Name, int Index, int Levels);
