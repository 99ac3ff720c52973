using Surprisal.Losses;
using static Surprisal.Losses.Explanation;

namespace Surprisal.Cli;

/// <summary>The row that a model saw, and which features push its logits.</summary>
static class ModelRowText
{
    public const int MostCells = 24;

    const int MostParts = 10, MostLetters = 40;

    public static void Write(TextWriter output, Examples examples, ModelRow row, Explanation told)
    {
        output.WriteLine($"Row {examples.FirstRow} ({examples.Place})");
        var cells = Cells(row);
        int width = cells.Max(c => c.Column.Length);
        foreach (var (column, text) in cells) output.WriteLine($"  {column.PadRight(width)}  {text}");
        if (row.Cells.Count > MostCells) output.WriteLine($"  … and {Figures.Count(row.Cells.Count - MostCells, "column", "columns")} more");
        output.WriteLine();
        if (row.Parts is { } parts) WriteParts(output, examples.Names, parts, told);
        if (row.Temperature != 1)
        {
            output.WriteLine($"The logits are the model's outputs divided by its temperature, {Number(row.Temperature)}.");
            output.WriteLine();
        }
    }

    /// <summary>The first columns of the row, none longer than a line.</summary>
    public static IReadOnlyList<(string Column, string Text)> Cells(ModelRow row) => [.. row.Cells.Take(MostCells).Select(c => (Figures.Name(c.Column, MostLetters), Figures.Name(c.Text, MostLetters)))];

    /// <summary>The features that part two classes most: the answer, or the likeliest, and its strongest rival.</summary>
    static void WriteParts(TextWriter output, string[] names, LogitParts parts, Explanation told)
    {
        if (names.Length == 1) return;
        var (title, table) = Parts(names, parts, told);
        output.WriteLine(title);
        table.WriteTo(output);
        output.WriteLine();
    }

    /// <summary>The same as a table under its title; of two classes or more.</summary>
    public static (string Title, TextTable Table) Parts(string[] names, LogitParts parts, Explanation told)
    {
        int chosen = told.TargetClass ?? Best(told, except: -1), rival = Best(told, except: chosen);
        int[] hardest = [.. Enumerable.Range(0, parts.Features.Count).OrderByDescending(i => Math.Abs(parts.Parts[i][chosen] - parts.Parts[i][rival])).Take(MostParts)];
        var table = new TextTable("feature", "encoded", Figures.Name(names[chosen]), Figures.Name(names[rival]), "difference");
        void Add(string name, string value, double own, double other) => table.Add(name, value, Number(own), Number(other), Number(own - other));
        foreach (int i in hardest) Add(Figures.Name(parts.Features[i].Name, MostLetters), Number(parts.Features[i].Value), parts.Parts[i][chosen], parts.Parts[i][rival]);
        int[] rest = [.. Enumerable.Range(0, parts.Features.Count).Except(hardest)];
        if (rest.Length > 0) Add($"{Figures.Count(rest.Length)} more", "", rest.Sum(i => (double)parts.Parts[i][chosen]), rest.Sum(i => (double)parts.Parts[i][rival]));
        Add("bias", "", parts.Biases[chosen], parts.Biases[rival]);
        Add("logit", "", told.Classes[chosen].Logit, told.Classes[rival].Logit);
        return ($"What pushes the logits of {names[chosen]} and {names[rival]} apart: encoded feature · weight", table);
    }

    static int Best(Explanation told, int except)
    {
        int best = -1;
        for (int k = 0; k < told.Classes.Count; k++)
            if (k != except && (best < 0 || told.Classes[k].Logit > told.Classes[best].Logit)) best = k;
        return best;
    }
}
