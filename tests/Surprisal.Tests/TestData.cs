using Surprisal.Data;

namespace Surprisal.Tests;

/// <summary>Small data sets, made or built in.</summary>
static class TestData
{
    /// <summary>Iris, standardised, all rows for training unless said.</summary>
    public static TrainingData Iris(double heldOut = 0, double validation = 0)
    {
        using var source = EmbeddedData.Open("iris");
        return TrainingData.Read(source, new TrainingDataOptions { HeldOut = heldOut, Validation = validation, Seed = 1 });
    }

    /// <summary>All rows of iris, to be parted.</summary>
    public static TrainingTable IrisTable()
    {
        using var source = EmbeddedData.Open("iris");
        return TrainingTable.Of(source.ReadAll(), source.Targets, new TrainingDataOptions());
    }

    /// <summary>Iris with one question: is it virginica?</summary>
    public static Dataset IsVirginica()
    {
        var iris = Iris().Training;
        return new Dataset(iris.Features, iris.Shape, new TargetSet(["no", "yes"], Array.ConvertAll(iris.Targets!.Classes, k => k == 2 ? 1 : 0)));
    }

    /// <summary>Random features, and answers of the kind asked for that depend on them.</summary>
    public static Dataset Random(TargetKind kind, int rows, int columns, int classes, int seed = 1)
    {
        var random = new Random(seed);
        float[] features = [.. Enumerable.Range(0, rows * columns).Select(_ => (float)(random.NextDouble() * 2 - 1))];
        string[] names = [.. Enumerable.Range(0, classes).Select(k => $"c{k}")];
        var shape = ExampleShape.List(columns);
        if (kind == TargetKind.ClassIndex) return new Dataset(features, shape, new TargetSet(names, [.. Enumerable.Range(0, rows).Select(r => Math.Clamp((int)((features[r * columns] + 1.2) * classes / 2.4), 0, classes - 1))]));
        float[] values = [.. Enumerable.Range(0, rows * classes).Select(i => kind == TargetKind.MultiLabel ? random.Next(2) : (float)random.NextDouble() + 0.1f)];
        if (kind == TargetKind.Distribution)
        {
            for (int r = 0; r < rows; r++)
            {
                float sum = values.AsSpan(r * classes, classes).ToArray().Sum();
                foreach (ref float value in values.AsSpan(r * classes, classes)) value /= sum;
            }
        }
        return new Dataset(features, shape, new TargetSet(kind, names, values));
    }

    /// <summary>Two interleaved half circles: no straight line parts them.</summary>
    public static Dataset Moons(int rows, int seed = 1)
    {
        var random = new Random(seed);
        float[] features = new float[2 * rows];
        int[] classes = new int[rows];
        for (int r = 0; r < rows; r++)
        {
            double angle = random.NextDouble() * Math.PI;
            classes[r] = r % 2;
            features[2 * r] = (float)((classes[r] == 0 ? Math.Cos(angle) : 1 - Math.Cos(angle)) + (random.NextDouble() - 0.5) * 0.2);
            features[2 * r + 1] = (float)((classes[r] == 0 ? Math.Sin(angle) : 0.5 - Math.Sin(angle)) + (random.NextDouble() - 0.5) * 0.2);
        }
        return new Dataset(features, ExampleShape.List(2), new TargetSet(["upper", "lower"], classes));
    }

    public static double Accuracy(Network model, Dataset data)
    {
        float[] logits = new float[data.Rows * model.Outputs];
        model.Predict(data.Matrix, new(logits, data.Rows, model.Outputs));
        int right = 0;
        for (int r = 0; r < data.Rows; r++)
        {
            var row = logits.AsSpan(r * model.Outputs, model.Outputs);
            int best = 0;
            for (int k = 1; k < row.Length; k++)
                if (row[k] > row[best]) best = k;
            if (best == data.Targets!.Classes[r]) right++;
        }
        return right / (double)data.Rows;
    }
}
