using System.Runtime.ExceptionServices;
using Surprisal.Data;

namespace Surprisal;

/// <summary>Trains several losses on the same splits of the same rows, from the same initial numbers, with the same batches, and tells luck from difference.</summary>
public static class Comparison
{
    /// <summary>Trains every loss with every seed in every setting, as many at a time as there are cores to use; what comes out does not depend on how many.</summary>
    /// <param name="table">All rows, each of one class.</param>
    /// <param name="options">What is compared, and how.</param>
    /// <param name="folder">Keeps every finished run, and knows those of a comparison that is resumed; null keeps nothing.</param>
    /// <param name="progress">Told now and then how far all is.</param>
    /// <param name="stop">Ends it with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>A result per setting.</returns>
    /// <exception cref="TrainingException">The losses or the settings do not fit the rows; one line that says why. A run that breaks down is no exception: it is told in its result.</exception>
    public static IReadOnlyList<ComparisonResult> Run(
        TrainingTable table, ComparisonOptions options, ComparisonFolder? folder = null, IProgress<TrainingProgress>? progress = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(options);
        Check(table, options);
        var trainer = new ComparisonTrainer(options, table);
        var (rows, done) = Begin(options, trainer, folder);
        var work = new ComparisonWork(options, trainer, done, folder, progress);
        try
        {
            work.Finish(stop);
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
        return [.. options.Settings.Select((setting, i) => ComparisonResult.Of(options, setting, work.Done, rows[i]))];
    }

    /// <summary>Refuses what does not fit before anything is written; returns how many rows are for what in each setting, and the runs that are done.</summary>
    static ((int Training, int Validation, int HeldOut)[] Rows, IReadOnlyList<ComparedRun> Done) Begin(ComparisonOptions options, ComparisonTrainer trainer, ComparisonFolder? folder)
    {
        var rows = new (int, int, int)[options.Settings.Count];
        TrainingData? first = null;
        for (int i = 0; i < rows.Length; i++)
        {
            var setting = options.Settings[i];
            // Settings that set aside equally many rows have the same rows.
            bool isSame = first is not null && Trainer.ValidationShare(setting.Training) == Trainer.ValidationShare(options.Settings[0].Training);
            var data = isSame ? first! : trainer.Part(setting, options.FirstSeed);
            Checked(data, setting);
            first ??= data;
            rows[i] = (data.Training.Rows, data.Validation?.Rows ?? 0, data.HeldOut!.Rows);
        }
        return (rows, folder?.Open(options, first!) ?? []);
    }

    static void Check(TrainingTable table, ComparisonOptions options)
    {
        if (table.Truth.Kind != TargetKind.ClassIndex)
        {
            string what = table.Truth.Kind == TargetKind.MultiLabel ? "several labels" : "shares of classes";
            throw new TrainingException($"a comparison needs one class a row, and these rows have {what}: choose one column of classes as the target");
        }
        if (options.Losses.Count < 2) throw new TrainingException($"a comparison needs two losses or more, got {options.Losses.Count}");
        if (options.Losses.GroupBy(loss => loss.Name).FirstOrDefault(group => group.Count() > 1) is { } twice) throw new TrainingException($"{twice.Key} is given twice: a loss differs from itself by nothing");
        if (options.Settings.Count == 0) throw new ArgumentException("a comparison needs a setting.");
        if (options.Settings.GroupBy(setting => setting.Name).Any(group => group.Count() > 1)) throw new ArgumentException("two settings have the same name.");
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Seeds, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Threads, 1);
    }

    static void Checked(TrainingData data, ComparisonSetting setting)
    {
        if (data.HeldOut is null) throw new TrainingException($"no row is held out to judge by: {data.Training.Rows} rows are too few, or the share to hold out is 0");
        if (setting.Training.Mixup > 0) throw new TrainingException("a comparison mixes no rows: some losses take one class a row");
        if (setting.Training.StopBy != StopMetric.Loss) throw new TrainingException("in a comparison every loss stops by itself: leave the metric to stop by at the loss");
        Trainer.Check(data, setting.Training with { Loss = null });
    }
}
