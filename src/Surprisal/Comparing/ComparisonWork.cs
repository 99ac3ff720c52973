using System.Collections.Concurrent;
using System.Diagnostics;
using Surprisal.Data;

namespace Surprisal;

/// <summary>The runs of a comparison, done by several threads. They go seed by seed, so that whatever ends them leaves all losses with the same seeds.</summary>
sealed class ComparisonWork
{
    readonly ComparisonOptions _options;
    readonly ComparisonTrainer _trainer;
    readonly ComparisonFolder? _folder;
    readonly IProgress<TrainingProgress>? _progress;
    readonly List<Job> _jobs = [];
    readonly Dictionary<(int Seed, double ValidationShare), Rows> _rows = [];
    readonly ConcurrentBag<ComparedRun> _done;
    readonly double[] _shares;
    readonly Lock _reporting = new();

    public ComparisonWork(ComparisonOptions options, ComparisonTrainer trainer, IReadOnlyList<ComparedRun> done, ComparisonFolder? folder, IProgress<TrainingProgress>? progress)
    {
        (_options, _trainer, _folder, _progress) = (options, trainer, folder, progress);
        _done = [.. done];
        var known = done.Select(run => (run.Setting, run.Seed, run.Loss)).ToHashSet();
        for (int seed = options.FirstSeed; seed < options.FirstSeed + options.Seeds; seed++)
        {
            foreach (var setting in options.Settings)
            {
                var losses = options.Losses.Where(loss => !known.Contains((setting.Name, seed, loss.Name))).ToArray();
                if (!_rows.TryGetValue(RowsOf(seed, setting), out var rows)) _rows[RowsOf(seed, setting)] = rows = new Rows(trainer, setting, seed);
                rows.Await(losses.Length);
                foreach (var loss in losses) _jobs.Add(new(_jobs.Count, seed, setting, loss));
            }
        }
        _shares = new double[_jobs.Count];
    }

    /// <summary>All runs that are done, in any order.</summary>
    public IReadOnlyCollection<ComparedRun> Done => _done;

    public void Finish(CancellationToken stop)
    {
        using var over = new CancellationTokenSource();
        var clock = Stopwatch.StartNew();
        if (_options.Budget is { } budget) over.CancelAfter(budget);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, over.Token);
        // One after the other from one list: parts given out in advance would leave a core idle at the end, and seeds half done within a budget.
        var jobs = Partitioner.Create(_jobs, EnumerablePartitionerOptions.NoBuffering);
        Parallel.ForEach(jobs, new ParallelOptions { MaxDegreeOfParallelism = _options.Threads, CancellationToken = stop }, job =>
        {
            if (clock.Elapsed >= _options.Budget) return;
            try
            {
                Do(job, either.Token);
            }
            catch (OperationCanceledException) when (!stop.IsCancellationRequested)
            {
                // The budget is over; what is left out is told in the result.
            }
        });
    }

    static (int Seed, double ValidationShare) RowsOf(int seed, ComparisonSetting setting) => (seed, Trainer.ValidationShare(setting.Training));

    void Do(Job job, CancellationToken stop)
    {
        var rows = _rows[RowsOf(job.Seed, job.Setting)];
        var run = _trainer.Run(job.Setting, job.Seed, job.Loss, rows.Data, _progress is null ? null : new Share(this, job), stop);
        rows.Leave();
        _folder?.Add(run);
        _done.Add(run);
        Report(job, 1, $"{_done.Count} of {_jobs.Count + (_folder?.Resumed ?? 0)} runs done");
    }

    void Report(Job job, double share, string text)
    {
        if (_progress is null) return;
        lock (_reporting)
        {
            _shares[job.Number] = share;
            _progress.Report(new(_shares.Sum() / _shares.Length, text));
        }
    }

    readonly record struct Job(int Number, int Seed, ComparisonSetting Setting, ComparedLoss Loss);

    /// <summary>The rows of a seed, made by the first run that needs them and forgotten by the last.</summary>
    sealed class Rows(ComparisonTrainer trainer, ComparisonSetting setting, int seed)
    {
        readonly Lock _making = new();
        TrainingData? _data;
        int _left;

        public TrainingData Data
        {
            get
            {
                lock (_making) return _data ??= trainer.Part(setting, seed);
            }
        }

        public void Await(int runs) => _left += runs;

        public void Leave()
        {
            if (Interlocked.Decrement(ref _left) > 0) return;
            lock (_making) _data = null;
        }
    }

    /// <summary>One run's share of the whole progress.</summary>
    sealed class Share(ComparisonWork work, Job job) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            string setting = job.Setting.Name.Length == 0 ? "" : $"{job.Setting.Name}, ";
            work.Report(job, value.Done, $"{work._done.Count} of {work._shares.Length + (work._folder?.Resumed ?? 0)} runs done; {setting}seed {job.Seed}, {job.Loss.Name}: {value.Text}");
        }
    }
}
