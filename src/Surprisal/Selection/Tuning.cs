using Surprisal.Data;

namespace Surprisal;

/// <summary>
/// A small honest search: options drawn by chance, judged by the log-loss of rows that no trial has learnt from. Networks are tried by successive halving: all for a
/// ninth of the epochs, the best third for a third, the best third of those in full; Jamieson and Talwalkar, arXiv:1502.07943.
/// </summary>
public static class Tuning
{
    const double ValidationShare = 0.25;
    const int Rungs = 3, KeptOfRung = 3;

    /// <summary>Searches around some options, which are the first trial and come to the last rung in any case.</summary>
    /// <param name="table">All rows.</param>
    /// <param name="rows">Those that the search may see; a quarter of them judges.</param>
    /// <param name="options">Where to begin.</param>
    /// <param name="trials">How many ways to try, the given one included; at least 2.</param>
    /// <param name="progress">Told now and then how far it is.</param>
    /// <param name="stop">Ends it with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="TrainingException">No way of training works; one line that says why the given one does not.</exception>
    public static TuningResult Search(TrainingTable table, int[] rows, TrainingOptions options, int trials, IProgress<TrainingProgress>? progress = null, CancellationToken stop = default) =>
        Search(table, rows, options, trials, (data, tried) => [.. Trainer.Fit(data, tried, null, stop).Classifier.Predict(data.HeldOut!).Surprisal!], progress, stop);

    /// <summary>The same by another cost than log-loss: <paramref name="train"/> learns from the data and says what each of its held-out rows then costs.</summary>
    internal static TuningResult Search(
        TrainingTable table, int[] rows, TrainingOptions options, int trials, Func<TrainingData, TrainingOptions, double[]> train, IProgress<TrainingProgress>? progress, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, 2);
        var (known, judges) = table.Split(rows, ValidationShare, options.Seed);
        if (judges.Length < 2) throw new TrainingException($"a search needs rows to judge by, but a quarter of {rows.Length} rows is {judges.Length}");
        var (training, validation) = table.Split(known, Trainer.ValidationShare(options), options.Seed);
        var data = table.Part(training, validation, judges);
        var loss = Trainer.LossFor(options, table.Truth.Kind);
        var random = new Random(options.Seed);
        List<Attempt> attempts = [.. Enumerable.Range(0, trials).Select(number => new Attempt(number, number == 0 ? options : SearchSpace.Draw(options, loss, random)))];
        Climb(attempts, data, train, options.Model == ModelKind.Linear ? 1 : Rungs, progress, stop);
        var given = attempts[0];
        if (attempts.All(a => a.Costs is null)) throw new TrainingException(given.Failure!);
        Attempt[] ranked = [.. attempts.OrderByDescending(a => a.Rung).ThenBy(a => a.LogLoss)];
        return new TuningResult(ranked[0].Options, [.. ranked.Select(a => a.Told(given))], judges.Length);
    }

    static void Climb(List<Attempt> attempts, TrainingData data, Func<TrainingData, TrainingOptions, double[]> train, int rungs, IProgress<TrainingProgress>? progress, CancellationToken stop)
    {
        List<Attempt> left = [.. attempts];
        for (int rung = 0; rung < rungs; rung++)
        {
            double share = Math.Pow(KeptOfRung, rung - rungs + 1);
            for (int i = 0; i < left.Count; i++)
            {
                stop.ThrowIfCancellationRequested();
                progress?.Report(new((rung + (double)i / left.Count) / rungs, $"search: trial {i + 1} of {left.Count}"));
                left[i].Run(data, train, rung, share);
            }
            int kept = (left.Count + KeptOfRung - 1) / KeptOfRung;
            var given = left.Find(a => a.Number == 0);
            left = [.. left.Where(a => a.Costs is not null).OrderBy(a => a.LogLoss).Take(kept)];
            if (given is { Costs: not null } && !left.Contains(given)) left.Add(given);
        }
    }

    /// <summary>A trial on its way up.</summary>
    sealed class Attempt(int number, TrainingOptions options)
    {
        public int Number => number;

        public TrainingOptions Options => options;

        public int Rung { get; private set; } = -1;

        /// <summary>Of each judging row; null where the last training broke down.</summary>
        public double[]? Costs { get; private set; }

        public string? Failure { get; private set; }

        public double LogLoss => Costs is null ? double.PositiveInfinity : Costs.Average();

        public void Run(TrainingData data, Func<TrainingData, TrainingOptions, double[]> train, int rung, double share)
        {
            var shorter = options with { Epochs = Math.Max(1, (int)Math.Round(options.Epochs * share)) };
            try
            {
                Costs = train(data, shorter);
                Rung = rung;
            }
            catch (TrainingException e)
            {
                (Costs, Failure) = (null, e.Message);
            }
        }

        public Trial Told(Attempt given) => new(number, options, MeanInterval.Of(Costs ?? [double.PositiveInfinity]), Rung)
        {
            Difference = Costs is null || given.Costs is null || given.Rung != Rung || given == this
                ? null : MeanInterval.Of([.. Costs.Zip(given.Costs, (mine, theirs) => mine - theirs)]),
        };
    }
}
