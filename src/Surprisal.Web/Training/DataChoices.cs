using Surprisal.Data;

namespace Surprisal.Web;

/// <summary>What the page can train on: drawn in the plane, embedded, or a table of the folder.</summary>
sealed class DataChoices(SafeFolder folder)
{
    public const string Drawn = "drawn:", Embedded = "embedded:", Table = "file:";

    static readonly string[] s_endings = [".csv", ".tsv", ".csv.gz", ".tsv.gz"];

    static readonly KnownTruth[] s_planes = [.. KnownTruths.All.Where(truth => truth is { Features: 2, Kind: TargetKind.ClassIndex })];

    /// <summary>Each choice by its key and what it is called, in groups.</summary>
    public IReadOnlyList<(string Group, IReadOnlyList<(string Key, string Name)> Choices)> Groups() =>
    [
        ("drawn in the plane", [.. s_planes.Select(truth => (Drawn + truth.Name, $"{truth.Name}: {truth.Summary}"))]),
        ("built in", [.. EmbeddedData.Names.Select(name => (Embedded + name, name))]),
        ("tables of this folder", [.. folder.Files(s_endings).Select(name => (Table + name, name))]),
    ];

    public static bool IsDrawn(string key) => key.StartsWith(Drawn, StringComparison.Ordinal);

    /// <summary>The columns of a choice and the one that is its answer unless another is chosen: the last, where the data itself does not say.</summary>
    /// <exception cref="DataException">There is no such choice, or it cannot be read.</exception>
    public (IReadOnlyList<string> Columns, string Target) Columns(string key)
    {
        if (IsDrawn(key)) return (["x1", "x2", "class"], "class");
        using var source = Open(key);
        var head = source.ReadBatch(1) ?? throw new DataException($"{source.Name}: has no rows");
        string[] names = [.. head.Columns.Select(column => column.Name)];
        return (names, source.Targets is [var own, ..] ? own : names[^1]);
    }

    /// <summary>Reads or draws all rows.</summary>
    /// <exception cref="DataException">There is no such choice, or it cannot be read.</exception>
    public (DataTable Table, double? Floor) Read(TrainForm form)
    {
        if (IsDrawn(form.Data)) return Draw(form);
        using var source = Open(form.Data);
        return (source.ReadAll(), null);
    }

    DataSource Open(string key) => key.Split(':', 2) switch
    {
        ["embedded", var name] => EmbeddedData.Open(name),
        ["file", var name] => DataSource.Open(folder.Find(name, s_endings)),
        _ => throw new DataException("choose data to train on: something drawn, built in, or a table of this folder"),
    };

    static (DataTable Table, double? Floor) Draw(TrainForm form)
    {
        string name = ShortName(form.Data);
        var truth = s_planes.FirstOrDefault(plane => plane.Name == name)
            ?? throw new DataException($"'{name}' is nothing that is drawn in the plane{NameHints.Suggest(name, [.. s_planes.Select(plane => plane.Name)], "drawn")}");
        var sample = truth.Draw(form.Rows, form.Seed);
        var data = sample.Data;
        double[] first = [.. Enumerable.Range(0, data.Rows).Select(row => (double)data.Matrix[row][0])], second = [.. Enumerable.Range(0, data.Rows).Select(row => (double)data.Matrix[row][1])];
        var answers = DataColumn.OfTexts("class", data.Targets!.Classes.Select(k => data.Targets.ClassNames[k]));
        return (DataTable.FromColumns(DataColumn.OfNumbers("x1", first), DataColumn.OfNumbers("x2", second), answers), sample.Floor);
    }

    /// <summary>How a choice is called where there is little room.</summary>
    public static string ShortName(string key) => key[(key.IndexOf(':', StringComparison.Ordinal) + 1)..];
}
