using System.Text.Json;
using Surprisal.Numerics;

namespace Surprisal.Data;

/// <summary>A categorical column, one-hot: a feature for each level that two training rows had, one for missing cells if training had any, and one
/// for all other levels, rare ones and those that training never saw.</summary>
sealed class CategoricalFeature : Feature
{
    public const string Kind = "categorical";

    const int RareLevel = 1;

    readonly string[] _levels;
    readonly bool _hasMissing;

    CategoricalFeature(string name, string[] levels, bool hasMissing)
        : base(name)
    {
        _levels = levels;
        _hasMissing = hasMissing;
    }

    public override int Width => _levels.Length + (_hasMissing ? 2 : 1);

    public override IEnumerable<string> Names =>
        [.. _levels.Select(level => $"{Name}={level}"), .. _hasMissing ? [$"{Name}=missing"] : Array.Empty<string>(), $"{Name}=other"];

    /// <summary>Learns the levels, or gives null if every row is the same, or a level of its own.</summary>
    public static CategoricalFeature? Fit(DataTable table, DataColumn column, ReadOnlySpan<int> rows)
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
        return new CategoricalFeature(column.Name, [.. levels], hasMissing);
    }

    public static CategoricalFeature ReadJson(JsonElement json, string place) =>
        new(Json.Text(json, "name", place), Json.Names(json, "levels", place), Json.Boolean(json, "missing", place));

    public override void WriteJson(Utf8JsonWriter writer)
    {
        writer.WriteString("kind", Kind);
        writer.WriteString("name", Name);
        Json.WriteNames(writer, "levels", _levels);
        writer.WriteBoolean("missing", _hasMissing);
    }

    public override FeatureCells Bind(DataTable table, DataColumn column)
    {
        var texts = column.AsText(table);
        var indexOf = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < _levels.Length; i++) indexOf.Add(_levels[i], i);
        int other = Width - 1;
        int[] featureOf = new int[texts.Texts.Length];
        for (int code = 0; code < featureOf.Length; code++)
        {
            string text = texts.Texts[code];
            featureOf[code] = CellText.IsMissing(text) ? (_hasMissing ? _levels.Length : other) : indexOf.GetValueOrDefault(text, other);
        }

        return new Cells(texts.Codes, featureOf);
    }

    sealed class Cells(int[] codes, int[] featureOf) : FeatureCells
    {
        public override void Encode(ReadOnlySpan<int> rows, MatrixSpan<float> destination, int first)
        {
            for (int i = 0; i < rows.Length; i++) destination.Values[i * destination.Columns + first + featureOf[codes[rows[i]]]] = 1;
        }
    }
}
