namespace Surprisal;

/// <summary>All that a training is at one moment, as it lies in memory: a checkpoint is written from it, and read back into it.</summary>
/// <param name="Model">What is trained.</param>
/// <param name="Optimizer">How far its averages are.</param>
/// <param name="Average">Of its weights; null where none is taken.</param>
/// <param name="State">Where it is, and its best so far.</param>
sealed record TrainingSnapshot(Network Model, OptimizerState Optimizer, WeightAverage? Average, TrainingState State)
{
    /// <summary>Every array of numbers that the rest of the training depends on, under its name in a checkpoint.</summary>
    public IReadOnlyList<(string Name, float[] Numbers)> Arrays { get; } =
    [
        ("values", Model.Array),
        ("statistics", Model.Gathered),
        ("best.values", State.BestValues),
        ("best.statistics", State.BestStatistics),
        .. Average is null ? [] : (IEnumerable<(string, float[])>)[("average.values", Average.Values), ("average.statistics", Average.Statistics)],
        .. Optimizer.Averages.Select((numbers, i) => ($"optimizer.{i}", numbers)),
    ];
}
