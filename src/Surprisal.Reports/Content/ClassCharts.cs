namespace Surprisal.Reports;

/// <summary>How well each class is told apart, and what is taken for what.</summary>
static class ClassCharts
{
    const int MostInMatrix = 64, MostBars = 30, MostPairs = 12;

    public static ReportSection Mistakes(SingleLabelEvaluation evaluation)
    {
        if (evaluation.Confusion is not { } confusion)
            return new("Mistakes", [new Paragraph($"{ReportNumber.Text(evaluation.Classes.Count)} classes are too many for a confusion matrix.")]);
        var parts = new List<ReportPart>();
        if (evaluation.Classes.Count <= MostInMatrix) parts.Add(Matrix(evaluation, confusion));
        var pairs = Pairs(confusion).OrderByDescending(pair => pair.Count).ThenBy(pair => pair.Truth).ThenBy(pair => pair.Predicted).Take(MostPairs).ToArray();
        parts.Add(pairs.Length == 0
            ? new Paragraph("Every row was answered rightly.")
            : new ReportTable(
                ["truth", "predicted", "rows", "share of the class"],
                [.. pairs.Select(pair => (IReadOnlyList<string>)[
                    evaluation.Classes[pair.Truth].Name, evaluation.Classes[pair.Predicted].Name, ReportNumber.Text(pair.Count),
                    EvaluationReport.Percent((double)pair.Count / evaluation.Classes[pair.Truth].Support)])],
                "The most frequent mistakes"));
        return new("Mistakes", parts);
    }

    public static ReportSection Classes(SingleLabelEvaluation evaluation)
    {
        bool isCut = evaluation.Classes.Count > MostBars;
        ClassFigures[] shown = isCut ? [.. evaluation.Classes.OrderBy(figures => figures.F1).Take(MostBars)] : [.. evaluation.Classes];
        var worst = evaluation.Classes.MinBy(figures => figures.F1)!;
        var chart = new BarChart
        {
            Title = isCut ? $"Precision, recall and F1 of the {MostBars} classes with the lowest F1" : "Precision, recall and F1 of each class",
            Description = $"The lowest F1 is {ReportNumber.Text(worst.F1)}, of {worst.Name}.",
            X = new("share") { Low = 0, High = 1 },
            CategoryTitle = "class",
            Categories = [.. shown.Select(figures => figures.Name)],
            Series =
            [
                new("precision", [.. shown.Select(figures => figures.Precision)]), new("recall", [.. shown.Select(figures => figures.Recall)]), new("F1", [.. shown.Select(figures => figures.F1)]),
            ],
        };
        var table = new ReportTable(
            ["class", "rows", "precision", "recall", "F1"],
            [.. evaluation.Classes.Select(figures => (IReadOnlyList<string>)[
                figures.Name, ReportNumber.Text(figures.Support), ReportNumber.Fixed(figures.Precision), ReportNumber.Fixed(figures.Recall), ReportNumber.Fixed(figures.F1)])]);
        return new("Classes", [chart, table]);
    }

    static ConfusionChart Matrix(SingleLabelEvaluation evaluation, long[,] confusion)
    {
        int count = evaluation.Classes.Count;
        return new()
        {
            Title = "Confusion matrix, in rows",
            Description = $"{EvaluationReport.Percent(evaluation.Accuracy)} of the rows lie on the diagonal. The stronger a square, the larger its share of the true class.",
            Classes = [.. evaluation.Classes.Select(figures => figures.Name)],
            Counts = [.. Enumerable.Range(0, count).Select(i => (IReadOnlyList<long>)[.. Enumerable.Range(0, count).Select(j => confusion[i, j])])],
        };
    }

    static IEnumerable<(int Truth, int Predicted, long Count)> Pairs(long[,] confusion)
    {
        for (int truth = 0; truth < confusion.GetLength(0); truth++)
        {
            for (int predicted = 0; predicted < confusion.GetLength(1); predicted++)
            {
                if (truth != predicted && confusion[truth, predicted] > 0) yield return (truth, predicted, confusion[truth, predicted]);
            }
        }
    }
}
