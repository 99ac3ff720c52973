using Surprisal.Losses;
using Surprisal.Reports;
using static Surprisal.Losses.Explanation;

namespace Surprisal.Cli;

/// <summary>Explanations as a report.</summary>
static class ExplainReport
{
    const int MostApart = 10;

    /// <summary>One row under one loss or several.</summary>
    /// <param name="file">Where it goes.</param>
    /// <param name="examples">The row.</param>
    /// <param name="stories">The row under each loss, as it is and after a step of 1 down the gradient.</param>
    public static void Write(ReportFile file, Examples examples, IReadOnlyList<(string Name, Explanation Now, Explanation After)> stories)
    {
        bool isOne = stories.Count == 1;
        var first = stories[0].Now;
        int[] shown = ExplanationText.Shown(first);
        (string Name, Explanation Told)[] told = [.. stories.Select(story => (story.Name, story.Now))];
        List<ReportSection> sections = [];
        if (examples.Model is { } model) sections.Add(Row(examples, model, first));
        ReportPart[] charts = [ExplanationCharts.Pulls(told, examples.Names, shown), .. ExplanationCharts.Probabilities(stories, examples.Names, shown)];
        if (isOne) sections.AddRange([Steps("Step by step", examples, told[0]), new("What training does with it", charts)]);
        else sections.AddRange([new("Side by side", [ExplainedLossesText.Table(examples.Names, told, shown).ForReport(), .. charts]), .. told.Select(story => Steps(story.Name, examples, story))]);
        string title = examples.Place is null ? "One example, step by step" : $"Row {examples.FirstRow} ({examples.Place}), step by step";
        file.Write(title, Facts(examples, first, stories.Select(story => story.Name)), [.. told.SelectMany(story => Of(examples, story).Take(isOne ? 3 : 1))], sections);
    }

    /// <summary>Several rows under one loss, and what they come to.</summary>
    /// <param name="file">Where it goes.</param>
    /// <param name="examples">The rows.</param>
    /// <param name="name">The loss.</param>
    /// <param name="batch">The rows, explained.</param>
    public static void Write(ReportFile file, Examples examples, string name, ExplainedBatch batch)
    {
        int[] drawn = [.. Enumerable.Range(0, batch.Rows.Count).Where(row => !batch.Rows[row].IsIgnored).Take(ExplainedBatchText.MostRows)];
        List<ReportPart> parts =
        [
            new Paragraph(batch.Loss.Info.Formula), ExplainedBatchText.Table(examples, batch).ForReport(), Lines(ExplainedBatchText.Mean(batch)),
            ExplanationCharts.Rows([.. drawn.Select(row => $"{examples.FirstRow + row}")], [.. drawn.Select(row => batch.Rows[row].Sum)], batch.Value, batch.Loss.Info.Unit),
        ];
        if (ExplainedBatchText.Dearest(batch) is { } dearest) parts.Insert(1, new Paragraph(dearest));
        if (batch.Rows.Count > ExplainedBatchText.MostRows) parts.Insert(1, new Paragraph($"Shown are the first {ExplainedBatchText.MostRows} of {Figures.Count(batch.Rows.Count)} rows."));
        string how = batch.Loss.Reduction == Reduction.Sum ? "sum" : "mean";
        file.Write(
            $"{Figures.Count(batch.Rows.Count)} rows, step by step", [("loss", name)],
            [new($"{name}, the {how}", $"{Number(batch.Value)} {batch.Loss.Info.Unit}".TrimEnd()), new("rows", Figures.Count(batch.Rows.Count))],
            [
                new("All rows", parts),
                .. batch.Rows.Take(MostApart).Select((told, row) => Steps($"Row {examples.FirstRow + row}", examples, (name, told))),
            ]);
    }

    static IEnumerable<(string, string)> Facts(Examples examples, Explanation told, IEnumerable<string> losses)
    {
        yield return ("loss", string.Join(", ", losses));
        if (told.TargetClass is { } target) yield return ("answer", told.IsIgnored ? $"{target}, ignored" : examples.Names[target]);
        yield return ("logits", $"{Figures.Count(examples.Columns)}, {(examples.AreFloats ? "as floats" : "as doubles")}");
    }

    static IEnumerable<KeyFigure> Of(Examples examples, (string Name, Explanation Told) story)
    {
        var told = story.Told;
        bool isNats = told.Info.Unit == "nats";
        yield return new(story.Name, $"{Number(told.Value)} {told.Info.Unit}".TrimEnd(), isNats ? $"{Number(told.Value / Math.Log(2))} bits" : "");
        if (told.TargetClass is { } target && !told.IsIgnored && told.Classes[target].Probability is { } p)
            yield return new($"p of {Figures.Name(examples.Names[target])}", Number(p), "what the model gives to the answer");
        int hardest = 0;
        for (int k = 1; k < told.Classes.Count; k++)
            if (Math.Abs(told.Classes[k].Gradient) > Math.Abs(told.Classes[hardest].Gradient)) hardest = k;
        double slope = told.Classes[hardest].Gradient;
        if (slope != 0) yield return new("pulled hardest", Figures.Name(examples.Names[hardest]), $"{(slope < 0 ? "up" : "down")}, ∂ℓ/∂z = {Number(slope)}");
    }

    static ReportSection Row(Examples examples, ModelRow model, Explanation told)
    {
        List<ReportPart> parts = [new ReportTable(["column", "the row"], [.. ModelRowText.Cells(model).Select(cell => (IReadOnlyList<string>)[cell.Column, cell.Text])])];
        if (model.Cells.Count > ModelRowText.MostCells) parts.Add(new Paragraph($"… and {Figures.Count(model.Cells.Count - ModelRowText.MostCells, "column", "columns")} more."));
        if (model.Parts is { } pushes && examples.Columns > 1)
        {
            var (title, table) = ModelRowText.Parts(examples.Names, pushes, told);
            parts.Add(table.ForReport(title));
        }

        if (model.Temperature != 1) parts.Add(new Paragraph($"The logits are the model's outputs divided by its temperature, {Number(model.Temperature)}."));
        return new("The row", parts);
    }

    static ReportSection Steps(string title, Examples examples, (string Name, Explanation Told) story)
    {
        int[] shown = ExplanationText.Shown(story.Told);
        List<ReportPart> parts =
        [
            new Paragraph($"{story.Name}: {story.Told.Info.Formula}"), ExplanationText.Table(examples.Names, story.Told, shown).ForReport(),
            Lines(ExplanationText.Way(story.Told)), new Paragraph(story.Told.Summary(examples.Names)),
        ];
        if (shown.Length < examples.Columns) parts.Insert(2, new Paragraph($"Shown are {shown.Length} of {Figures.Count(examples.Columns)} classes, the answer's and those pulled hardest; --format json has all."));
        return new(title, parts);
    }

    static ReportTable Lines(IEnumerable<(string Label, string Text)> lines) => new(["step", "value"], [.. lines.Select(line => (IReadOnlyList<string>)[line.Label, line.Text])]);
}
