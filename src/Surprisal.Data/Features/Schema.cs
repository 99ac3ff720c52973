using System.Text;
using System.Text.Json;

namespace Surprisal.Data;

/// <summary>What each column of a file is to a model: <c>{"version":1,"columns":[{"name":"age","kind":"numeric"}, …]}</c>.</summary>
public sealed class Schema
{
    const int Version = 1;

    /// <summary>A schema of these columns.</summary>
    /// <exception cref="DataException">Two of them have one name.</exception>
    public Schema(IReadOnlyList<SchemaColumn> columns)
        : this(columns, "schema")
    {
    }

    Schema(IReadOnlyList<SchemaColumn> columns, string source)
    {
        ArgumentNullException.ThrowIfNull(columns);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var column in columns)
        {
            if (!seen.Add(column.Name)) throw new DataException($"{source}: column '{CellText.OneLine(column.Name)}' is there twice");
        }

        Columns = columns;
        Source = source;
        string[] weights = [.. columns.Where(column => column.Kind == ColumnKind.Weight).Select(column => column.Name)];
        if (weights.Length > 1)
            throw new DataException($"{source}: '{CellText.OneLine(weights[0])}' and '{CellText.OneLine(weights[1])}' are both row weights; one column may be");
        RowWeight = weights.FirstOrDefault();
    }

    /// <summary>The columns in the file's order.</summary>
    public IReadOnlyList<SchemaColumn> Columns { get; }

    /// <summary>The names of the target columns.</summary>
    public IReadOnlyList<string> Targets => [.. Columns.Where(column => column.Kind == ColumnKind.Target).Select(column => column.Name)];

    /// <summary>The name of the column of row weights; null if there is none.</summary>
    public string? RowWeight { get; }

    /// <summary>The file that it was read from, for errors.</summary>
    internal string Source { get; }

    /// <summary>Reads a schema file.</summary>
    /// <exception cref="DataException">It is not there, or is no schema; the message says where it is wrong.</exception>
    public static Schema Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string source = InputFile.NameOf(path);
        using var json = Json.Parse(InputFile.ReadText(path), source);
        return FromJson(json.RootElement, source);
    }

    /// <summary>Writes the schema as a file for people: one column a line.</summary>
    public void Write(string path)
    {
        var lines = Columns.Select(column => $"    {Line(column)}");
        File.WriteAllText(path, $"{{\n  \"version\": {Version},\n  \"columns\": [\n{string.Join(",\n", lines)}\n  ]\n}}\n");
    }

    /// <summary>Writes the schema as one JSON object.</summary>
    public void ToJson(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject();
        writer.WriteNumber("version", Version);
        writer.WriteStartArray("columns");
        foreach (var column in Columns) WriteColumn(writer, column);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">An object with "version" and "columns".</param>
    /// <param name="source">What errors call it: a file's name.</param>
    /// <exception cref="DataException">It is something else.</exception>
    public static Schema FromJson(JsonElement json, string source = "schema")
    {
        int version = Json.Count(json, "version", int.MaxValue, source);
        if (version > Version) throw new DataException($"{source}: is a schema of version {version}; this program reads version {Version}");
        var columns = new List<SchemaColumn>();
        foreach (var element in Json.Property(json, "columns", JsonValueKind.Array, source).EnumerateArray())
        {
            string place = $"{source}: column {columns.Count + 1}";
            columns.Add(new SchemaColumn(Json.Text(element, "name", place), SchemaColumn.ReadKind(Json.Text(element, "kind", place), place)));
        }

        return new Schema(columns, source);
    }

    static string Line(SchemaColumn column)
    {
        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text, Json.Readable)) WriteColumn(writer, column);
        return Encoding.UTF8.GetString(text.ToArray());
    }

    static void WriteColumn(Utf8JsonWriter writer, SchemaColumn column)
    {
        writer.WriteStartObject();
        writer.WriteString("name", column.Name);
        writer.WriteString("kind", SchemaColumn.Word(column.Kind));
        writer.WriteEndObject();
    }
}
