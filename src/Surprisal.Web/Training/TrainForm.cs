using System.Globalization;
using Surprisal.Losses;

namespace Surprisal.Web;

/// <summary>One training as the form describes it.</summary>
public sealed record TrainForm
{
    const int MostRows = 20_000, MostEpochs = 100_000, MostLayers = 6, WidestLayer = 1024, LargestBatch = 100_000;

    public required string Data { get; init; }

    /// <summary>The column of the answers.</summary>
    public required string Target { get; init; }

    /// <summary>The only two columns to learn from, for a picture in the plane; empty for all.</summary>
    public required string[] Plane { get; init; }

    /// <summary>The loss as it was typed.</summary>
    public required string LossText { get; init; }

    public required Loss Loss { get; init; }

    public required ModelKind Model { get; init; }

    public required int[] Hidden { get; init; }

    public required int Epochs { get; init; }

    public required double LearningRate { get; init; }

    /// <summary>Rows a step; 0 lets the trainer choose.</summary>
    public required int Batch { get; init; }

    public required int Patience { get; init; }

    /// <summary>How many rows to draw, where data is drawn.</summary>
    public required int Rows { get; init; }

    public required int Seed { get; init; }

    /// <summary>Whether the run ends when no page watches it any more.</summary>
    public required bool EndsWithPage { get; init; }

    /// <summary>Reads the form; what is not given suits the data.</summary>
    /// <exception cref="InputException">A field holds something that cannot be used.</exception>
    internal static TrainForm Read(Fields fields)
    {
        string data = fields.Text("data", DataChoices.Drawn + "moons"), loss = fields.Text("loss", "cross-entropy");
        bool isDrawn = DataChoices.IsDrawn(data);
        return new()
        {
            Data = data,
            Target = fields.Text("target", ""),
            Plane = [.. ((string[])[fields.Text("x", ""), fields.Text("y", "")]).Where(name => name.Length > 0)],
            LossText = loss,
            Loss = Fields.Loss(loss),
            Model = fields.Choice("model", "model", "mlp", "mlp", "linear") == "mlp" ? ModelKind.Mlp : ModelKind.Linear,
            Hidden = HiddenSizes(fields.Text("hidden", isDrawn ? "16, 16" : "128, 64")),
            Epochs = fields.Whole("epochs", "epochs", isDrawn ? 1000 : 30, 1, MostEpochs),
            LearningRate = fields.Number("rate", "the learning rate", isDrawn ? 0.003 : 0.001, 1e-9, 1000),
            Batch = fields.Whole("batch", "rows a step", 0, 0, LargestBatch),
            Patience = fields.Whole("patience", "patience", isDrawn ? 0 : 5, 0, MostEpochs),
            Rows = fields.Whole("rows", "rows", 400, 20, MostRows),
            Seed = fields.Whole("seed", "seed", 1, 0, int.MaxValue),
            EndsWithPage = fields.Has("ends"),
        };
    }

    /// <summary>What the trainer is told.</summary>
    public TrainingOptions Options => new()
    {
        Model = Model,
        Loss = Loss,
        Hidden = Hidden,
        Epochs = Epochs,
        LearningRate = LearningRate,
        BatchSize = Batch == 0 ? null : Batch,
        Patience = Patience,
        Seed = Seed,
    };

    /// <summary>What the run is called: data, loss and model.</summary>
    public string Name => $"{DataChoices.ShortName(Data)}, {LossText}, {ModelName}";

    public string ModelName => Model == ModelKind.Linear ? "linear" : $"mlp {string.Join('-', Hidden)}";

    static int[] HiddenSizes(string text)
    {
        string[] parts = text.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries);
        int[] sizes = [.. parts.Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int size) ? size : 0)];
        return sizes.Length is >= 1 and <= MostLayers && sizes.All(size => size is >= 1 and <= WidestLayer) ? sizes
            : throw new InputException($"hidden layers are 1 to {MostLayers} whole numbers from 1 to {WidestLayer}, such as 16, 16; got '{text}'");
    }
}
