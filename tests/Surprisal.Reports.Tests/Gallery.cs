namespace Surprisal.Reports.Tests;

/// <summary>One of every kind of chart, with names that try to break out.</summary>
static class Gallery
{
    public const string Hostile = "</text><script>alert('\"&\0\ud800')</script>";

    static double[] Numbers(int count, Func<int, double> value) => [.. Enumerable.Range(0, count).Select(value)];

    public static LineChart Curves() => new()
    {
        Title = "Loss by epoch",
        Description = "The training loss falls throughout, the validation loss until epoch 12.",
        X = new("epoch") { IsWhole = true },
        Y = new("loss", "nats"),
        Series =
        [
            new("training", Numbers(30, i => i + 1), Numbers(30, i => 2.3 * Math.Exp(-i / 6.0))),
            new("validation", Numbers(30, i => i + 1), Numbers(30, i => 0.4 + 1.9 * Math.Exp(-i / 4.0) + 0.004 * i))
            {
                Low = Numbers(30, i => 0.3 + 1.9 * Math.Exp(-i / 4.0) + 0.004 * i),
                High = Numbers(30, i => 0.5 + 1.9 * Math.Exp(-i / 4.0) + 0.004 * i),
            },
            new(Hostile, Numbers(30, i => i + 1), Numbers(30, i => i % 7 == 3 ? double.NaN : 1.5 - 0.03 * i)),
        ],
        Marks = [new(12, "best epoch 12")],
    };

    public static LineChart Logarithmic() => Curves() with { Title = "Loss by epoch, logarithmic", Y = new("loss", "nats") { IsLogarithmic = true } };

    public static BarChart Bars() => new()
    {
        Title = "Precision, recall and F1 of each class",
        Description = "Setosa is always told apart.",
        X = new("share") { Low = 0, High = 1 },
        CategoryTitle = "class",
        Categories = ["setosa", "versicolor", "virginica", Hostile],
        Series = [new("precision", [1, 0.91, 0.875, 0.3]), new("recall", [1, 0.88, 0.9, double.NaN]), new("F1", [1, 0.895, 0.887, 0])],
    };

    public static ReliabilityChart Reliability() => new()
    {
        Title = "Reliability",
        Description = "High confidences are too high.",
        Points = [new(0.31, 0.35, 20, 0.2, 0.5), new(0.52, 0.5, 60, 0.4, 0.6), new(0.74, 0.69, 90, 0.6, 0.76), new(0.97, 0.88, 400, 0.85, 0.91)],
        Histogram = [0, 0, 0, 12, 8, 60, 0, 90, 0, 400],
    };

    public static ConfusionChart Confusion() => new()
    {
        Title = "Confusion matrix",
        Description = "Virginica is taken for versicolor in 4 of 40 rows.",
        Classes = ["setosa", "versicolor", "virginica", Hostile],
        Counts = [[40, 0, 0, 0], [0, 37, 3, 0], [0, 4, 36, 0], [1, 0, 0, 1200]],
    };

    public static FieldChart Field()
    {
        const int columns = 48, rows = 48;
        double P(int i) => 1 / (1 + Math.Exp(-4 * ((i % columns - 24) / 24.0 + Math.Sin(i / columns / 8.0) / 2)));
        return new()
        {
            Title = "What the model says",
            Description = "The border between the classes is a wave.",
            X = new("width", "cm") { Low = -1, High = 1 },
            Y = new("height", "cm") { Low = -1, High = 1 },
            Classes = ["cat", Hostile],
            Columns = columns,
            Answers = [.. Enumerable.Range(0, columns * rows).Select(i => P(i) > 0.5 ? 1 : 0)],
            Probabilities = Numbers(columns * rows, i => Math.Max(P(i), 1 - P(i))),
            Points = [.. Enumerable.Range(0, 40).Select(i => new FieldPoint(Math.Sin(i * 7.1), Math.Cos(i * 3.3), Math.Sin(i * 7.1) > 0 ? 1 : 0))],
        };
    }

    public static IntervalChart Intervals() => new()
    {
        Title = "Differences to cross-entropy",
        Description = "Only mse differs.",
        X = new("difference of log-loss", "nats"),
        RowTitle = "loss",
        Rows = [new("mse", 0.031, 0.012, 0.05), new("kl-divergence", 0, 0, 0) { Note = "identical" }, new("focal", -0.004, -0.015, 0.007), new(Hostile, 0.01, double.NegativeInfinity, double.NaN)],
    };

    public static IEnumerable<Chart> All() => [Curves(), Logarithmic(), Bars(), Reliability(), Confusion(), Field(), Intervals()];
}
