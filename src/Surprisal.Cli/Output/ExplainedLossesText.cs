using Surprisal.Losses;
using static Surprisal.Losses.Explanation;

namespace Surprisal.Cli;

/// <summary>One row under several losses, a column each.</summary>
static class ExplainedLossesText
{
    public static void Write(TextWriter output, Examples examples, IReadOnlyList<(string Name, Explanation Told)> stories)
    {
        if (examples.Model is { } model) ModelRowText.Write(output, examples, model, stories[0].Told);
        int[] shown = ExplanationText.Shown(stories[0].Told);
        Table(examples.Names, stories, shown).WriteTo(output);
        if (shown.Length < examples.Columns) output.WriteLine($"  … {shown.Length} of {Figures.Count(examples.Columns)} classes; --format json has all");
        output.WriteLine();
        int width = stories.Max(s => s.Name.Length);
        foreach (var (name, told) in stories) output.WriteLine($"  {name.PadRight(width)}  {told.Info.Formula}");
        output.WriteLine();
        foreach (var (name, told) in stories) Figures.Wrap(output, $"{name}: {told.Summary(examples.Names)}");
    }

    /// <summary>A column for each loss: its value, then probabilities and slopes class by class.</summary>
    public static TextTable Table(string[] names, IReadOnlyList<(string Name, Explanation Told)> stories, int[] shown)
    {
        string[] Cells(Func<Explanation, string> of) => [.. stories.Select(s => of(s.Told))];
        var table = new TextTable(["", .. stories.Select(s => s.Name)]);
        table.Add(["loss", .. Cells(t => Number(t.Value))]);
        table.Add(["unit", .. Cells(t => t.Info.Unit.Length == 0 ? "·" : t.Info.Unit)]);
        table.Add(["in bits", .. Cells(t => t.Info.Unit == "nats" ? Number(t.Value / Math.Log(2)) : "·")]);
        foreach (int k in shown) table.Add([$"p of {Figures.Name(names[k])}", .. Cells(t => t.Classes[k].Probability is { } p ? Number(p) : "·")]);
        foreach (int k in shown) table.Add([$"∂ℓ/∂z of {ExplanationText.Label(names, stories[0].Told, k)}", .. Cells(t => Number(t.Classes[k].Gradient))]);
        return table;
    }
}
