using System.Globalization;
using Surprisal.Data;
using Surprisal.Losses;
using Surprisal.Numerics;
using Surprisal.Reports;

namespace Surprisal.Web;

/// <summary>The plane of two features: a grid of places to ask a model about, and the examples in it.</summary>
sealed class Plane
{
    // Fine enough for smooth borders, few enough for a network of two hidden layers in a millisecond.
    const int Columns = 54, Rows = 45;
    const double Margin = 0.06;

    /// <summary>What its pictures are called.</summary>
    public const string Title = "What it answers where";

    readonly Axis _x, _y;
    readonly FieldPoint[] _points;
    readonly IReadOnlyList<string> _classes;
    readonly Dataset _grid;

    Plane(Axis x, Axis y, FieldPoint[] points, IReadOnlyList<string> classes, Dataset grid) => (_x, _y, _points, _classes, _grid) = (x, y, points, classes, grid);

    /// <summary>The plane of these data, or null where they do not have exactly two numbers a row, each a column without gaps, and one class.</summary>
    public static Plane? Of(DataTable table, TrainingData data)
    {
        var features = data.Encoder.Features;
        if (features.FeatureNames is not [var first, var second] || data.Encoder.Targets.Kind != TargetKind.ClassIndex) return null;
        if (table.Find(first) is not { } xs || table.Find(second) is not { } ys) return null;
        if (Numbers(xs) is not { } x || Numbers(ys) is not { } y) return null;
        int[] answers = data.Encoder.Targets.Encode(table, [.. Enumerable.Range(0, table.Rows)], Truth.Required)!.Classes;
        var (across, up) = (Reach(first, x), Reach(second, y));
        return new(across, up, [.. answers.Select((k, row) => new FieldPoint(x[row], y[row], k))], data.Encoder.Targets.ClassNames, Grid(data.Encoder, across, up));
    }

    /// <summary>What a network says of every place: logits, row after row.</summary>
    public float[] Ask(Network model)
    {
        float[] logits = new float[_grid.Rows * _classes.Count];
        model.Predict(_grid.Matrix, logits.AsMatrix(_classes.Count));
        return logits;
    }

    /// <summary>The picture of what a network said.</summary>
    public FieldChart Picture(float[] logits, OutputActivation activation)
    {
        int classes = _classes.Count;
        float[] probabilities = new float[logits.Length];
        Activations.Apply(activation, logits.AsMatrix(classes), probabilities.AsMatrix(classes));
        int[] answers = new int[_grid.Rows];
        double[] sure = new double[_grid.Rows];
        for (int cell = 0; cell < answers.Length; cell++)
        {
            var row = probabilities.AsSpan(cell * classes, classes);
            for (int k = 1; k < classes; k++)
                if (row[k] > row[answers[cell]]) answers[cell] = k;
            sure[cell] = row[answers[cell]];
        }

        return new()
        {
            Title = Title,
            Description = "The plane of the two features, coloured by the likeliest class, with the examples on it.",
            X = _x,
            Y = _y,
            Classes = _classes,
            Columns = Columns,
            Answers = answers,
            Probabilities = sure,
            Points = _points,
        };
    }

    static Dataset Grid(DataEncoder encoder, Axis x, Axis y)
    {
        double[] across = new double[Rows * Columns], up = new double[Rows * Columns];
        for (int i = 0; i < across.Length; i++)
        {
            across[i] = x.Low!.Value + (i % Columns + 0.5) / Columns * (x.High!.Value - x.Low.Value);
            up[i] = y.High!.Value - (i / Columns + 0.5) / Rows * (y.High.Value - y.Low!.Value);
        }

        return encoder.Encode(DataTable.FromColumns(DataColumn.OfNumbers(x.Label, across), DataColumn.OfNumbers(y.Label, up)), Truth.IfPresent);
    }

    static Axis Reach(string name, double[] values)
    {
        double low = values.Min(), high = values.Max(), margin = (high - low) * Margin;
        return new(name) { Low = low - margin, High = high + margin };
    }

    static double[]? Numbers(DataColumn column)
    {
        double[] numbers = new double[column.Rows];
        for (int row = 0; row < numbers.Length; row++)
            if (!double.TryParse(column[row], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[row]) || !double.IsFinite(numbers[row])) return null;
        return numbers;
    }
}
