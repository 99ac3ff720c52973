using MathNet.Numerics.Distributions;
using Surprisal.Data;
using Surprisal.Losses;
using Surprisal.Numerics;

namespace Surprisal;

/// <summary>Plain gradient descent of a linear model on all rows at once, in doubles: nothing stands between a loss and what it does.</summary>
sealed class Descent
{
    // The likely ones first: they bound how long the others are looked at.
    static readonly double[] s_rates = [8, 1, 1 / 8.0, 64, 1 / 64.0];

    readonly KnownSample _sample;
    readonly Loss _loss;
    readonly double _rate;
    readonly int _outputs;
    readonly double[] _start, _weights, _logits, _gradient;
    readonly double[]? _shares;

    /// <param name="sample">The rows to learn from.</param>
    /// <param name="loss">What to minimise the mean of.</param>
    /// <param name="start">Where to begin: (features + 1) × outputs numbers, the last row the biases; copied.</param>
    /// <param name="rate">What the gradient is multiplied by.</param>
    public Descent(KnownSample sample, Loss loss, double[] start, double rate)
    {
        (_sample, _loss, _rate) = (sample, loss with { Threads = 1 }, rate);
        _outputs = sample.Truth.ClassNames.Count;
        (_start, _weights) = (start, [.. start]);
        _logits = new double[sample.Rows * _outputs];
        _gradient = new double[_logits.Length];
        var targets = sample.Data.Targets!;
        if (targets.Kind == TargetKind.MultiLabel) _shares = Array.ConvertAll(targets.Values, t => (double)t);
    }

    /// <summary>The loss at the start of each step.</summary>
    public List<double> Losses { get; } = [];

    /// <summary>What the model has over the floor on the rows that it learns from, by their true probabilities, in nats.</summary>
    public double Excess
    {
        get
        {
            Forward(_sample, _logits);
            return KnownScores.ExcessOf(_sample, _logits.AsMatrix(_outputs), _loss.Info.Activation);
        }
    }

    /// <summary>What is learnt.</summary>
    public double[] Weights => _weights;

    /// <summary>A start by chance, small or large.</summary>
    public static double[] Start(KnownTruth truth, int seed, double size)
    {
        var random = new Random(seed);
        double[] start = new double[(truth.Features + 1) * truth.ClassNames.Count];
        foreach (ref double weight in start.AsSpan()) weight = Normal.Sample(random, 0, size);
        return start;
    }

    /// <summary>The run whose own loss ended lowest among five sizes of step: each loss is given the step that suits it.</summary>
    public static Descent Best(KnownSample sample, Loss loss, double[] start, int steps, CancellationToken stop)
    {
        Descent? best = null;
        foreach (double rate in s_rates)
        {
            var run = new Descent(sample, loss, start, rate);
            for (int step = 0; step < steps; step++) run.Step(stop);
            if (best is null || run.Losses[^1] < best.Losses[^1] || double.IsNaN(best.Losses[^1])) best = run;
        }

        return best!;
    }

    /// <summary>The fewest steps to come within <paramref name="excess"/> nats of the floor, among the same sizes; infinite if none does.</summary>
    public static double FewestSteps(KnownSample sample, Loss loss, double[] start, double excess, int most, CancellationToken stop)
    {
        double fewest = double.PositiveInfinity;
        foreach (double rate in s_rates)
        {
            var run = new Descent(sample, loss, start, rate);
            while (run.Excess > excess && run.Losses.Count < Math.Min(most, fewest)) run.Step(stop);
            if (run.Excess <= excess) fewest = Math.Min(fewest, run.Losses.Count);
        }

        return fewest;
    }

    /// <summary>The same run once more: what it had over the floor before each of so many steps, in nats.</summary>
    public double[] ExcessAgain(int steps, CancellationToken stop)
    {
        var again = new Descent(_sample, _loss, _start, _rate);
        double[] excess = new double[steps];
        for (int step = 0; step < steps; step++)
        {
            excess[step] = again.Excess;
            again.Step(stop);
        }

        return excess;
    }

    /// <summary>Goes a step down.</summary>
    public void Step(CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        Forward(_sample, _logits);
        Targets<double> targets = _shares is null ? new(_sample.Data.Targets!.Classes) : new(_shares);
        Losses.Add(_loss.Evaluate(_logits.AsMatrix(_outputs), targets, _gradient.AsMatrix(_outputs)));
        Backward();
    }

    /// <summary>What it says of other rows.</summary>
    public double[] Logits(KnownSample sample)
    {
        double[] logits = new double[sample.Rows * _outputs];
        Forward(sample, logits);
        return logits;
    }

    /// <summary>What it is worth on other rows.</summary>
    public KnownScores Judge(KnownSample sample) => KnownScores.Of(sample, Logits(sample).AsMatrix(_outputs), _loss.Info.Activation);

    void Forward(KnownSample sample, double[] logits)
    {
        float[] features = sample.Data.Features;
        int inputs = sample.Data.Columns;
        for (int row = 0; row < sample.Rows; row++)
        {
            var z = logits.AsSpan(row * _outputs, _outputs);
            _weights.AsSpan(inputs * _outputs).CopyTo(z);
            for (int f = 0; f < inputs; f++) VectorMath.AddScaled(z, features[row * inputs + f], _weights.AsSpan(f * _outputs, _outputs));
        }
    }

    void Backward()
    {
        float[] features = _sample.Data.Features;
        int inputs = _sample.Data.Columns;
        for (int row = 0; row < _sample.Rows; row++)
        {
            var slope = _gradient.AsSpan(row * _outputs, _outputs);
            VectorMath.AddScaled(_weights.AsSpan(inputs * _outputs), -_rate, slope);
            for (int f = 0; f < inputs; f++) VectorMath.AddScaled(_weights.AsSpan(f * _outputs, _outputs), -_rate * features[row * inputs + f], slope);
        }
    }
}
