using Surprisal.Data;

namespace Surprisal.Tests;

/// <summary>Small trainings in folders.</summary>
static class Runs
{
    public static TrainingOptions Options { get; } =
        TrainingOptions.Default with { Model = ModelKind.Mlp, Hidden = [16, 8], Epochs = 3, BatchSize = 7, Patience = 0, LearningRate = 1e-2, Threads = 1 };

    public static TrainingData Iris { get; } = TestData.Iris(heldOut: 0.1, validation: 0.2);

    /// <summary>What the model has learnt, bit by bit.</summary>
    public static float[] Begin(string path, TrainingOptions? options = null, TrainingData? data = null)
    {
        using var folder = RunFolder.Create(path);
        return Values(Trainer.Fit(data ?? Iris, options ?? Options, folder));
    }

    public static (float[] Values, IReadOnlyList<string> Notices) Resume(string path, TrainingOptions? options = null, TrainingData? data = null)
    {
        using var folder = RunFolder.Resume(path);
        float[] values = Values(Trainer.Fit(data ?? Iris, options ?? Options, folder));
        return (values, folder.Notices);
    }

    public static float[] Values(TrainingRun run) => run.Classifier.Model.Values().ToArray();

    /// <summary>The checkpoints' paths, oldest first.</summary>
    public static string[] Checkpoints(string path) => [.. Directory.GetFiles(path, "checkpoint-*").Order(StringComparer.Ordinal)];

    /// <summary>The message of what must be refused.</summary>
    public static string Refused(Action work) => Assert.Throws<TrainingException>(work).Message;

    /// <summary>The same rows with another number in one of them.</summary>
    public static TrainingData WithOtherNumber(float number, int row)
    {
        var rows = Iris.Training;
        float[] features = [.. rows.Features];
        features[row * rows.Columns] = number;
        return Iris with { Training = new Dataset(features, rows.Shape, rows.Targets) };
    }
}
