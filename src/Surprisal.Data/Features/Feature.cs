using System.Text.Json;

namespace Surprisal.Data;

/// <summary>How one column becomes numbers: what was learnt from the training rows, and the numbers of any other rows by it.</summary>
abstract class Feature(string name)
{
    /// <summary>The column's name.</summary>
    public string Name => name;

    /// <summary>How many numbers a row gives.</summary>
    public abstract int Width { get; }

    /// <summary>A name for each number that a row gives.</summary>
    public abstract IEnumerable<string> Names { get; }

    /// <summary>What the column is to people who fill in a row.</summary>
    public abstract InputColumn Input { get; }

    /// <summary>Prepares one table's column: what can be done per distinct text is done here, once.</summary>
    /// <exception cref="DataException">The column holds what the model cannot read.</exception>
    public abstract FeatureCells Bind(DataTable table, DataColumn column);

    public abstract void WriteJson(Utf8JsonWriter writer);
}
