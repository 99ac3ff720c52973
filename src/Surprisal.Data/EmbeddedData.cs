namespace Surprisal.Data;

/// <summary>Two real data sets that travel with the program; data/README.md says where they are from.</summary>
public static class EmbeddedData
{
    static readonly (string Name, string Resource, string Target)[] s_sets = [("digits", "digits.csv.gz", "digit"), ("iris", "iris.csv", "species")];

    /// <summary>The names that <see cref="Open"/> knows: <c>digits</c> and <c>iris</c>.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. s_sets.Select(set => set.Name)];

    /// <summary>Opens 1,797 handwritten digits of 8 × 8 pixels (target <c>digit</c>), or 150 iris flowers (target <c>species</c>), like files.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="targets">Other target columns than its own.</param>
    /// <exception cref="DataException">There is no data set of that name.</exception>
    public static DataSource Open(string name, IReadOnlyList<string>? targets = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        foreach (var set in s_sets)
        {
            if (set.Name != name) continue;
            var stream = typeof(EmbeddedData).Assembly.GetManifestResourceStream(set.Resource)!;
            return CsvTableReader.Open(InputStream.Of(stream, name), targets is { Count: > 0 } ? targets : [set.Target]);
        }

        throw new DataException($"'{CellText.OneLine(name)}' is not an embedded data set{NameHints.Suggest(name, [.. Names], "data sets")}");
    }
}
