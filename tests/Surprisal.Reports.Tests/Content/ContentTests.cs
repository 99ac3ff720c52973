using Surprisal.Data;

namespace Surprisal.Reports.Tests;

/// <summary>What a report says about a training and an evaluation, against what was put in.</summary>
public sealed class ContentTests
{
    static TrainingRun Network()
    {
        using var source = EmbeddedData.Open("iris");
        var data = TrainingData.Read(source, new() { Validation = 0.2 });
        return Trainer.Fit(data, TrainingOptions.For(ModelKind.Mlp) with { Epochs = 6 });
    }

    static SingleLabelEvaluation Evaluated(int classes, int rows)
    {
        // Row i is of class i mod n, and is taken for the next one in every fifth row.
        var evaluator = new SingleLabelEvaluator([.. Enumerable.Range(0, classes).Select(k => $"class {k}")]);
        float[] probabilities = new float[rows * classes];
        int[] truths = [.. Enumerable.Range(0, rows).Select(i => i % classes)];
        for (int i = 0; i < rows; i++)
        {
            int answer = i % 5 == 0 ? (truths[i] + 1) % classes : truths[i];
            for (int k = 0; k < classes; k++) probabilities[i * classes + k] = k == answer ? 0.9f : 0.1f / (classes - 1);
        }

        double[] surprisal = [.. truths.Select((truth, i) => -Math.Log(probabilities[i * classes + truth]))];
        evaluator.Add(new(probabilities, rows, classes), truths, surprisal);
        return evaluator.Result();
    }

    [Fact]
    public void The_curves_are_the_epochs_of_the_run_with_the_best_one_marked()
    {
        var run = Network();
        var charts = TrainingReport.Section(run).Parts.OfType<LineChart>().ToArray();
        Assert.Equal(["training, while it learns", "validation"], charts[0].Series.Select(series => series.Name));
        Assert.Equal([1, 2, 3, 4, 5, 6], charts[0].Series[0].X);
        Assert.Equal(run.History.Select(epoch => epoch.ValidationLoss!.Value), charts[0].Series[1].Y);
        Assert.Equal(run.History.MinBy(epoch => epoch.ValidationLoss)!.Epoch, charts[0].Marks.Single().X);
        Assert.Equal(run.History.Select(epoch => epoch.LearningRate), charts[1].Series.Single().Y);
    }

    [Fact]
    public void A_linear_model_shows_how_its_objective_fell()
    {
        using var source = EmbeddedData.Open("iris");
        var run = Trainer.Fit(TrainingData.Read(source));
        var section = TrainingReport.Section(run);
        Assert.StartsWith("Linear model, cross-entropy", Assert.IsType<Paragraph>(section.Parts[0]).Text, StringComparison.Ordinal);
        var line = Assert.IsType<LineChart>(section.Parts[1]).Series.Single();
        // With weights of 0 each of the 150 rows costs ln 3 at first.
        Assert.Equal(150 * Math.Log(3), line.Y[0], 1e-3);
        Assert.Equal(run.Objective!.Value, line.Y[^1]);
        Assert.Equal(Enumerable.Range(0, line.X.Count).Select(i => (double)i), line.X);
        Assert.Equal(run.Epochs, run.Descent[^1].Evaluations);
    }

    [Fact]
    public void Epochs_judged_by_another_figure_than_the_loss_show_it()
    {
        using var source = EmbeddedData.Open("iris");
        var run = Trainer.Fit(TrainingData.Read(source, new() { Validation = 0.2 }), TrainingOptions.For(ModelKind.Mlp) with { Epochs = 6, StopBy = StopMetric.Accuracy });
        var chart = TrainingReport.Section(run).Parts.OfType<LineChart>().Last();
        Assert.Equal("Accuracy by epoch", chart.Title);
        Assert.Equal(run.History.Select(epoch => epoch.ValidationScore!.Value), chart.Series.Single().Y);
        Assert.Equal(run.History.Max(epoch => epoch.ValidationScore), chart.Series.Single().Y[(int)chart.Marks.Single().X - 1]);
    }

    [Fact]
    public void The_first_figures_have_their_units_and_what_to_hold_them_against()
    {
        var figures = EvaluationReport.Figures(Evaluated(classes: 3, rows: 15));
        // 12 rows cost −ln 0.9, 3 cost −ln 0.05: 0.68343 on average. ln 3 = 1.0986.
        Assert.Equal(new("log-loss", "0.6834 nats", "class shares alone 1.0986 nats, even guessing 1.0986 nats"), figures[0]);
        Assert.Equal("80.0 %", figures[1].Value);
    }

    [Fact]
    public void Mistakes_are_listed_with_their_share_of_the_class()
    {
        var section = EvaluationReport.Sections(Evaluated(classes: 3, rows: 15), []).Single(section => section.Title == "Mistakes");
        // Rows 0, 5 and 10, of classes 0, 2 and 1; five rows of each.
        Assert.Equal([["class 0", "class 1", "1", "20.0 %"], ["class 1", "class 2", "1", "20.0 %"], ["class 2", "class 0", "1", "20.0 %"]], section.Parts.OfType<ReportTable>().Single().Rows);
        Assert.Equal([[4L, 1, 0], [0, 4, 1], [1, 0, 4]], section.Parts.OfType<ConfusionChart>().Single().Counts);
    }

    [Fact]
    public void Very_many_classes_show_their_worst_and_no_matrix()
    {
        var sections = EvaluationReport.Sections(Evaluated(classes: 200, rows: 1000), []);
        Assert.Empty(sections[0].Parts.OfType<Chart>());
        Assert.Equal(30, Assert.Single(sections[1].Parts.OfType<BarChart>()).Categories.Count);
        Assert.Equal(200, Assert.Single(sections[1].Parts.OfType<ReportTable>()).Rows.Count);
    }

    [Fact]
    public void A_perfect_model_has_no_mistakes_to_list()
    {
        var evaluator = new SingleLabelEvaluator(["a", "b"]);
        evaluator.Add(new([1, 0, 0, 1], 2, 2), [0, 1], [0, 0]);
        var parts = EvaluationReport.Sections(evaluator.Result(), [])[0].Parts;
        Assert.Equal("Every row was answered rightly.", Assert.Single(parts.OfType<Paragraph>()).Text);
    }

    [Fact]
    public void Surprising_rows_are_shown_with_their_text_and_pictures_as_pictures()
    {
        var row = new SurprisingRow("a.csv:7", Math.Log(20), "cat", "<dog>", 0.9, [("weight", "3 kg"), ("name", "<b>Tom</b>")], null);
        string table = EvaluationReport.Sections(Evaluated(3, 15), [row])[^1].Parts[^1].ToHtml();
        Assert.Contains("<td>a.csv:7</td><td class=\"n\">2.9957</td><td class=\"n\">0.05</td><td>cat</td><td>&lt;dog&gt;</td>", table, StringComparison.Ordinal);
        Assert.Contains("weight 3 kg · name &lt;b&gt;Tom&lt;/b&gt;", table, StringComparison.Ordinal);
        string pictures = EvaluationReport.Sections(Evaluated(3, 15), [row with { Picture = new(new(1, 1, 1), [9]) }])[^1].Parts[^1].ToHtml();
        Assert.Contains("src=\"data:image/png;base64,iVBOR", pictures, StringComparison.Ordinal);
        Assert.Contains("truth cat<br>predicted &lt;dog&gt; (90.0 %)<br>2.9957 nats<br>a.csv:7", pictures, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_of_fifty_runs_stays_below_two_megabytes()
    {
        double[] epochs = [.. Enumerable.Range(1, 2000).Select(i => (double)i)];
        LineSeries Run(int seed, string what) => new($"run {seed}, {what}", epochs, [.. epochs.Select(epoch => Math.Exp(-epoch / 300) + 0.1 * Math.Sin(seed * epoch))]);
        var curves = Gallery.Curves() with { Series = [.. Enumerable.Range(1, 50).SelectMany(seed => new[] { Run(seed, "training"), Run(seed, "validation") })] };
        var evaluation = Evaluated(classes: 10, rows: 1000);
        var row = new SurprisingRow("a.csv:7", 3, new string('x', 100_000), "dog", 0.9, [.. Enumerable.Range(0, 1000).Select(i => ($"column {i}", new string('y', 1000)))], null);
        var report = new Report
        {
            Title = "50 runs",
            Facts = [],
            Figures = EvaluationReport.Figures(evaluation),
            Sections = [new("Curves", [curves]), .. Enumerable.Range(0, 50).SelectMany(_ => EvaluationReport.Sections(evaluation, [.. Enumerable.Repeat(row, 10)]))],
        };
        Assert.InRange(report.ToHtml().Length, 500_000, 2_000_000);
    }
}
