using System.Globalization;
using Surprisal.Data;
using Surprisal.Losses;

namespace Surprisal;

/// <summary>Looks for a learning rate: trains a new model while the rate grows a little with every batch, until the loss runs away. Smith 2015, arXiv:1506.01186.</summary>
public static class LearningRateFinder
{
    const int Steps = 100;
    const double First = 1e-7, Last = 10, Smoothing = 0.9, RunAway = 4;

    /// <summary>Tries learning rates from 1e-7 to 10, a hundred of them, each a step of the options' optimizer. Nothing of the model is kept.</summary>
    /// <param name="data">What would be trained on; only <see cref="TrainingData.Training"/> is looked at.</param>
    /// <param name="options">How; a network. Learning rate and schedule play no part.</param>
    /// <param name="progress">Told now and then how far it is.</param>
    /// <param name="stop">Ends it with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="TrainingException">The options do not fit the data, are those of a linear model, which has no learning rate, or the loss is not finite to begin with.</exception>
    public static LearningRateCurve Find(TrainingData data, TrainingOptions options, IProgress<TrainingProgress>? progress = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        if (!Trainer.IsNetwork(options)) throw new TrainingException("a linear model has no learning rate: L-BFGS finds its steps by itself; choose a network");
        var loss = Trainer.Check(data, options) with { Reduction = Reduction.Mean };
        using var engine = new Engine(options.Threads);
        var model = new Network(Trainer.Layers(data, options));
        model.Initialize(new Random(options.Seed));
        int size = options.RowsPerStep(data.Training.Rows);
        using var pass = new NetworkPass(model, size, engine);
        using var batches = new Batches(data.Training, size, options, engine.Pool);
        var optimizer = options.Optimizer.Start(model.Array, pass.ParameterGradient, engine.Pool);
        List<LearningRateTrial> trials = [];
        double average = 0, least = double.PositiveInfinity;
        for (int step = 0; step < Steps; step++)
        {
            stop.ThrowIfCancellationRequested();
            int batch = step % batches.Count;
            if (batch == 0) batches.Begin(1 + step / batches.Count);
            batches.Gather(batch);
            double value = pass.Run(batches.Features, batches.Targets, loss, Chance.Mixed((ulong)options.Seed, (ulong)step), batches.Weights);
            if (step == 0 && !double.IsFinite(value))
                throw new TrainingException(string.Create(CultureInfo.InvariantCulture, $"the loss of the first batch is {value} before any step: look for extreme values among the features"));
            average = Smoothing * average + (1 - Smoothing) * value;
            // The average begins at 0: what it has not seen is divided out.
            double smooth = average / (1 - Math.Pow(Smoothing, step + 1)), rate = First * Math.Pow(Last / First, step / (Steps - 1.0));
            if (!double.IsFinite(smooth) || smooth > RunAway * least) break;
            least = Math.Min(least, smooth);
            trials.Add(new(rate, smooth));
            GradientClipping.Clip(pass.ParameterGradient, options.Clip);
            optimizer.Step(rate);
            progress?.Report(new((step + 1.0) / Steps, $"learning rate {rate.ToString("0.0e0", CultureInfo.InvariantCulture)}, loss {TrainingText.Nats(smooth)}"));
        }
        return LearningRateCurve.Of(trials);
    }
}
