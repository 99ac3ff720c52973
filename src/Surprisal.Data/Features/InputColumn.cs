namespace Surprisal.Data;

/// <summary>A column that a model reads: what a form needs to ask for its cell.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Kind">Numeric, categorical or pixels.</param>
public sealed record InputColumn(string Name, ColumnKind Kind)
{
    /// <summary>The texts that the model knows, of a categorical column; any other is "other".</summary>
    public IReadOnlyList<string> Levels { get; init; } = [];

    /// <summary>The mean of the training rows, of a numeric column: what a missing cell counts as.</summary>
    public double Mean { get; init; }

    /// <summary>The standard deviation of the training rows, of a numeric column.</summary>
    public double Deviation { get; init; }
}
