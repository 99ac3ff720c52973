namespace Surprisal.Losses.Tests;

/// <summary>One batch for the doctor, and what it should find in it.</summary>
/// <param name="Name">What the batch is, for the message of a failing test.</param>
/// <param name="Loss">By name, so that batches for losses of later versions can be written down.</param>
/// <param name="Code">What must be found; null for healthy batches.</param>
sealed record Patient(string Name, string Loss, string? Code = null)
{
    public double[] Logits { get; init; } = [];

    public int[] Shape { get; init; } = [];

    public double[] Targets { get; init; } = [];

    public int[] TargetShape { get; init; } = [];

    public bool AreIntegers { get; init; } = true;

    public double[]? Weights { get; init; }

    public int? IgnoreIndex { get; init; }

    public bool IsStart { get; init; }

    /// <summary>A healthy batch of one label a row.</summary>
    public static Patient Indexed(string name, string loss, double[] logits, double[] labels, int classes) => new(name, loss)
    {
        Logits = logits,
        Shape = [labels.Length, classes],
        Targets = labels,
        TargetShape = [labels.Length],
    };

    /// <summary>A healthy batch of one answer a logit.</summary>
    public static Patient Valued(string name, string loss, double[] logits, double[] values, params int[] shape) => new(name, loss)
    {
        Logits = logits,
        Shape = shape,
        Targets = values,
        TargetShape = shape,
        AreIntegers = false,
    };

    public bool IsKnown => LossCatalog.All.Any(d => d.Info.Name == Loss.Split(':')[0]);

    public IReadOnlyList<Finding> Examine()
    {
        var loss = LossCatalog.Parse(Loss);
        return LossDiagnostics.Examine(new(IgnoreIndex is null ? loss : loss with { IgnoreIndex = IgnoreIndex }, Logits, Shape, Targets, TargetShape, AreIntegers)
        {
            ClassWeights = Weights,
            IsStart = IsStart,
        });
    }

    public override string ToString() => Name;
}
