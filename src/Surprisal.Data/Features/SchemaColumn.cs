namespace Surprisal.Data;

/// <summary>One column of a <see cref="Schema"/>.</summary>
/// <param name="Name">The column's name in the file.</param>
/// <param name="Kind">What it is to the model.</param>
public sealed record SchemaColumn(string Name, ColumnKind Kind)
{
    static readonly string[] s_words = ["numeric", "categorical", "pixels", "ignore", "target", "weight"];

    /// <summary>The kind as schema files and error lines write it.</summary>
    internal static string Word(ColumnKind kind) => s_words[(int)kind];

    internal static ColumnKind ReadKind(string word, string place)
    {
        int kind = Array.IndexOf(s_words, word);
        return kind >= 0 ? (ColumnKind)kind
            : throw new DataException($"{place}: {CellText.Quote(word)} is not a kind of column; kinds: {string.Join(", ", s_words)}");
    }
}
