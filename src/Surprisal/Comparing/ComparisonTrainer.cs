using System.Diagnostics;
using System.Globalization;
using Surprisal.Data;

namespace Surprisal;

/// <summary>Trains one loss once.</summary>
sealed class ComparisonTrainer(ComparisonOptions options, TrainingTable table)
{
    /// <summary>The rows of a seed, which depend on the setting by <see cref="Trainer.ValidationShare"/> alone: learnt from, decided by, held out.</summary>
    public TrainingData Part(ComparisonSetting setting, int seed)
    {
        var (known, heldOut) = Split(seed);
        var (training, validation) = table.Split(known, Trainer.ValidationShare(setting.Training), seed);
        return table.Part(training, validation, heldOut);
    }

    /// <summary>The run, with its figures or with what broke it down.</summary>
    /// <param name="setting">How to train.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="loss">What to minimise.</param>
    /// <param name="data">As <see cref="Part"/> gives it.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="stop">Ends it with an <see cref="OperationCanceledException"/>.</param>
    public ComparedRun Run(ComparisonSetting setting, int seed, ComparedLoss loss, TrainingData data, IProgress<TrainingProgress>? progress, CancellationToken stop)
    {
        var clock = Stopwatch.StartNew();
        var run = new ComparedRun { Setting = setting.Name, Seed = seed, Loss = loss.Name };
        var reading = ClassReading.Of(loss.Loss with { Threads = 1 });
        var training = setting.Training with { Loss = null, Seed = seed, Threads = 1 };
        try
        {
            if (options.Trials > 0)
            {
                training = Searched(setting, training, reading, progress, stop);
                run = run with { Tuned = Text(training) };
            }
            data = TrainingNoise.Spoilt(data, setting.LabelNoise, setting.InputNoise, seed);
            var scores = new ClassScores(reading, data.HeldOut!);
            List<ComparedEpoch> epochs = [];
            // Looking costs no training time.
            var looking = new Stopwatch();
            void Look(EpochResult epoch, Network network)
            {
                looking.Start();
                epochs.Add(new(epoch.Epoch, epoch.TrainLoss, epoch.ValidationLoss, scores.Accuracy(scores.Outputs(network))));
                looking.Stop();
            }
            var model = Fit(reading, data, training, Look, progress, stop);
            run = run with { Epochs = epochs, Seconds = (clock.Elapsed - looking.Elapsed).TotalSeconds };
            return scores.Judge(run, scores.Outputs(model));
        }
        catch (TrainingException e)
        {
            return run with { Failure = e.Message, Seconds = clock.Elapsed.TotalSeconds };
        }
    }

    (int[] Known, int[] HeldOut) Split(int seed) => table.Split([.. Enumerable.Range(0, table.Rows)], options.HeldOut, seed);

    TrainingOptions Searched(ComparisonSetting setting, TrainingOptions training, ClassReading reading, IProgress<TrainingProgress>? progress, CancellationToken stop) =>
        Tuning.Search(table, Split(training.Seed).Known, training, options.Trials, (data, tried) =>
        {
            data = TrainingNoise.Spoilt(data, setting.LabelNoise, 0, training.Seed);
            var scores = new ClassScores(reading, data.HeldOut!);
            return scores.Errors(scores.Outputs(Fit(reading, data, tried, null, null, stop)));
        }, progress, stop).Best;

    static Network Fit(ClassReading reading, TrainingData data, TrainingOptions training, Action<EpochResult, Network>? afterEpoch, IProgress<TrainingProgress>? progress, CancellationToken stop)
    {
        var rows = reading.Answers(data.Training);
        if (Trainer.IsNetwork(training))
        {
            var validation = data.Validation is null ? null : reading.Answers(data.Validation);
            return NetworkTrainer.Fit(Trainer.Layers(data, training), rows, validation, reading.Loss, training, progress, folder: null, stop, afterEpoch).Model;
        }
        var fit = LinearTrainer.Fit(rows, reading.Loss, new LinearOptions { C = training.C, Threads = 1 }, progress, stop);
        return Network.Linear(fit.Weights, fit.Biases);
    }

    static string Text(TrainingOptions training) => Trainer.IsNetwork(training)
        ? string.Create(CultureInfo.InvariantCulture, $"learning rate {training.LearningRate}, weight decay {training.Optimizer.WeightDecay}, hidden {string.Join(',', training.Hidden)}")
        : string.Create(CultureInfo.InvariantCulture, $"C {training.C}");
}
