using System.Text.Json;
using Surprisal.Numerics;

namespace Surprisal.Data;

/// <summary>A categorical column: a level for each text that two training rows had, one for missing cells if training had any, and one for all other
/// texts, rare ones and those that training never saw. One-hot it has a feature for each level, else one feature that holds the level's number.</summary>
sealed class CategoricalFeature : Feature
{
    public const string Kind = "categorical";

    const int RareLevel = 1;

    readonly string[] _levels;
    readonly bool _hasMissing;
    readonly CategoryEncoding _encoding;

    CategoricalFeature(string name, string[] levels, bool hasMissing, CategoryEncoding encoding)
        : base(name)
    {
        _levels = levels;
        _hasMissing = hasMissing;
        _encoding = encoding;
    }

    /// <summary>How many levels the number of a level tells apart; null where the column is one-hot.</summary>
    public int? IndexedLevels => _encoding == CategoryEncoding.Index ? Levels : null;

    public override int Width => _encoding == CategoryEncoding.Index ? 1 : Levels;

    public override IEnumerable<string> Names => _encoding == CategoryEncoding.Index ? [Name] :
        [.. _levels.Select(level => $"{Name}={level}"), .. _hasMissing ? [$"{Name}=missing"] : Array.Empty<string>(), $"{Name}=other"];

    public override InputColumn Input => new(Name, ColumnKind.Categorical) { Levels = _levels };

    /// <summary>Learns the levels, or gives null if every row is the same, or a level of its own.</summary>
    public static CategoricalFeature? Fit(DataTable table, DataColumn column, ReadOnlySpan<int> rows, CategoryEncoding encoding)
    {
        var texts = column.AsText(table);
        int[] counts = new int[texts.Texts.Length];
        foreach (int row in rows) counts[texts.Codes[row]]++;
        var levels = new List<string>();
        bool hasMissing = false, hasRare = false;
        for (int code = 0; code < counts.Length; code++)
        {
            if (counts[code] == 0) continue;
            if (CellText.IsMissing(texts.Texts[code])) hasMissing = true;
            else if (counts[code] <= RareLevel) hasRare = true;
            else levels.Add(texts.Texts[code]);
        }

        if (levels.Count + (hasMissing ? 1 : 0) + (hasRare ? 1 : 0) < 2) return null;
        levels.Sort(StringComparer.Ordinal);
        return new CategoricalFeature(column.Name, [.. levels], hasMissing, encoding);
    }

    public static CategoricalFeature ReadJson(JsonElement json, string place) =>
        new(
            Json.Text(json, "name", place), Json.Names(json, "levels", place), Json.Boolean(json, "missing", place),
            json.TryGetProperty("index", out _) && Json.Boolean(json, "index", place) ? CategoryEncoding.Index : CategoryEncoding.OneHot);

    public override void WriteJson(Utf8JsonWriter writer)
    {
        writer.WriteString("kind", Kind);
        writer.WriteString("name", Name);
        Json.WriteNames(writer, "levels", _levels);
        writer.WriteBoolean("missing", _hasMissing);
        if (_encoding == CategoryEncoding.Index) writer.WriteBoolean("index", true);
    }

    public override FeatureCells Bind(DataTable table, DataColumn column)
    {
        var texts = column.AsText(table);
        var indexOf = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < _levels.Length; i++) indexOf.Add(_levels[i], i);
        int other = Levels - 1;
        int[] levelOf = new int[texts.Texts.Length];
        for (int code = 0; code < levelOf.Length; code++)
        {
            string text = texts.Texts[code];
            levelOf[code] = CellText.IsMissing(text) ? (_hasMissing ? _levels.Length : other) : indexOf.GetValueOrDefault(text, other);
        }

        return _encoding == CategoryEncoding.Index ? new IndexCells(texts.Codes, levelOf) : new OneHotCells(texts.Codes, levelOf, Levels);
    }

    int Levels => _levels.Length + (_hasMissing ? 2 : 1);

    sealed class OneHotCells(int[] codes, int[] levelOf, int levels) : FeatureCells
    {
        public override int Width => levels;

        public override void Encode(ReadOnlySpan<int> rows, MatrixSpan<float> destination, int first)
        {
            for (int i = 0; i < rows.Length; i++) destination.Values[i * destination.Columns + first + levelOf[codes[rows[i]]]] = 1;
        }
    }

    sealed class IndexCells(int[] codes, int[] levelOf) : FeatureCells
    {
        public override int Width => 1;

        public override void Encode(ReadOnlySpan<int> rows, MatrixSpan<float> destination, int first)
        {
            for (int i = 0; i < rows.Length; i++) destination.Values[i * destination.Columns + first] = levelOf[codes[rows[i]]];
        }
    }
}
