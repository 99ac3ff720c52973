using MathNet.Numerics.Distributions;
using Surprisal.Data;
using Surprisal.Losses;
using Surprisal.Numerics;

namespace Surprisal;

/// <summary>Plain gradient descent of a linear model on all rows at once, in doubles: nothing stands between a loss and what it does.</summary>
sealed class Descent
{
    static readonly double[] s_rates = [0.25, 1, 4, 16, 64];

    readonly KnownSample _sample;
    readonly Loss _loss;
    readonly double _rate;
    readonly int _outputs;
    readonly double[] _weights, _logits, _gradient;
    readonly double[]? _shares;

    /// <param name="sample">The rows to learn from.</param>
    /// <param name="loss">What to minimise the mean of.</param>
    /// <param name="start">Where to begin: (features + 1) × outputs numbers, the last row the biases; copied.</param>
    /// <param name="rate">What the gradient is multiplied by.</param>
    public Descent(KnownSample sample, Loss loss, double[] start, double rate)
    {
        (_sample, _loss, _rate) = (sample, loss with { Threads = 1 }, rate);
        _outputs = sample.Truth.ClassNames.Count;
        _weights = [.. start];
        _logits = new double[sample.Rows * _outputs];
        _gradient = new double[_logits.Length];
        var targets = sample.Data.Targets!;
        if (targets.Kind == TargetKind.MultiLabel) _shares = Array.ConvertAll(targets.Values, t => (double)t);
    }

    /// <summary>The loss of the last step's start, as the loss counts it.</summary>
    public double Loss { get; private set; } = double.NaN;

    /// <summary>The loss at the start of each step.</summary>
    public List<double> Losses { get; } = [];

    /// <summary>What the model had over the floor at the start of each step, in nats, on the rows that it learns from, by their true probabilities.</summary>
    public List<double> Excess { get; } = [];

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
            run.Run(steps, stop);
            if (best is null || run.Loss < best.Loss || double.IsNaN(best.Loss)) best = run;
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
            run.Run(most, stop, until: excess);
            if (run.Excess[^1] <= excess) fewest = Math.Min(fewest, run.Excess.Count - 1);
        }

        return fewest;
    }

    /// <summary>Goes on for so many steps, or until the model is no more than <paramref name="until"/> nats over the floor.</summary>
    public void Run(int steps, CancellationToken stop, double until = double.NegativeInfinity)
    {
        for (int step = 0; step < steps; step++)
        {
            stop.ThrowIfCancellationRequested();
            Forward(_sample, _logits);
            Excess.Add(KnownScores.ExcessOf(_sample, _logits.AsMatrix(_outputs), _loss.Info.Activation));
            Targets<double> targets = _shares is null ? new(_sample.Data.Targets!.Classes) : new(_shares);
            Losses.Add(Loss = _loss.Evaluate(_logits.AsMatrix(_outputs), targets, _gradient.AsMatrix(_outputs)));
            if (Excess[^1] <= until || !double.IsFinite(Loss)) return;
            Backward();
        }
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
