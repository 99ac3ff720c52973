using System.Numerics.Tensors;

namespace Surprisal;

/// <summary>An exponential moving average of all that a network has learnt and gathered: after every step a' = d·a + (1 − d)·w. Early steps count more, d ≤ (1 + t) / (10 + t), so that the beginning is soon forgotten.</summary>
sealed class WeightAverage
{
    readonly Network _model;
    readonly double _decay;

    public WeightAverage(Network model, double decay)
    {
        (_model, _decay) = (model, decay);
        Values = [.. model.Values()];
        Statistics = [.. model.Statistics()];
    }

    /// <summary>The averages of what is learnt; while swapped, the last step's own numbers.</summary>
    public float[] Values { get; }

    /// <inheritdoc cref="Values"/>
    public float[] Statistics { get; }

    /// <summary>Takes in what the model is after a step.</summary>
    /// <param name="steps">How many were made, this one included.</param>
    public void Add(int steps)
    {
        float share = (float)(1 - Math.Min(_decay, (1.0 + steps) / (10.0 + steps)));
        Mix(Values, _model.Values(), share);
        Mix(Statistics, _model.Statistics(), share);
    }

    /// <summary>Exchanges the averages with the model's numbers; twice is as before.</summary>
    public void Swap()
    {
        Swap(Values, _model.Values());
        Swap(Statistics, _model.Statistics());
    }

    static void Mix(Span<float> average, ReadOnlySpan<float> numbers, float share) => TensorPrimitives.Lerp(average, numbers, share, average);

    static void Swap(Span<float> average, Span<float> numbers)
    {
        for (int i = 0; i < average.Length; i++) (average[i], numbers[i]) = (numbers[i], average[i]);
    }
}
