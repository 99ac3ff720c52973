using Surprisal.Data;

namespace Surprisal;

/// <summary>Measures a way of training on all rows of a table: every fold is held out once while the others are learnt from.</summary>
public static class CrossValidation
{
    /// <summary>Trains as many classifiers as there are folds. Everything about the features is learnt from the training folds alone.</summary>
    /// <param name="table">All rows.</param>
    /// <param name="folds">The fold of each row, from 0: <see cref="Folds"/>.</param>
    /// <param name="options">How to train each.</param>
    /// <param name="search">Trials of a search within every fold's training rows; 0 trains by the options as they are.</param>
    /// <param name="progress">Told now and then how far it is.</param>
    /// <param name="stop">Ends it with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="TrainingException">A training broke down; one line that says which fold's, and what to try.</exception>
    public static CrossValidationResult Run(
        TrainingTable table, int[] folds, TrainingOptions? options = null, int search = 0, IProgress<TrainingProgress>? progress = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(folds);
        if (folds.Length != table.Rows) throw new ArgumentException($"{table.Rows} folds expected, one per row, got {folds.Length}.");
        options ??= TrainingOptions.Default;
        int count = folds.Max() + 1;
        var results = new FoldResult[count];
        for (int fold = 0; fold < count; fold++)
        {
            var told = progress is null ? null : new Share(progress, fold, count);
            results[fold] = One(table, folds, fold, options, search, told, stop);
        }
        return new CrossValidationResult(results, Notices(table.Truth, folds, count));
    }

    static FoldResult One(TrainingTable table, int[] folds, int fold, TrainingOptions options, int search, Share? progress, CancellationToken stop)
    {
        int[] all = [.. Enumerable.Range(0, table.Rows)], known = [.. all.Where(row => folds[row] != fold)], heldOut = [.. all.Where(row => folds[row] == fold)];
        try
        {
            if (search > 0) options = Tuning.Search(table, known, options, search, progress?.Of(0, 0.8), stop).Best;
            var (training, validation) = table.Split(known, Trainer.ValidationShare(options), options.Seed);
            var data = table.Part(training, validation, heldOut);
            var run = Trainer.Fit(data, options, search > 0 ? progress?.Of(0.8, 0.2) : progress, stop);
            return new FoldResult(fold + 1, training.Length, Evaluator.Evaluate(run.Classifier, data.HeldOut!), options);
        }
        catch (TrainingException e)
        {
            throw new TrainingException($"fold {fold + 1}: {e.Message}", e);
        }
    }

    static string[] Notices(TargetSet truth, int[] folds, int count)
    {
        if (truth.Kind != TargetKind.ClassIndex) return [];
        List<string> notices = [];
        for (int k = 0; k < truth.ClassNames.Count; k++)
        {
            int[] foldsWith = [.. Enumerable.Range(0, truth.Rows).Where(row => truth.Classes[row] == k).Select(row => folds[row]).Distinct()];
            if (foldsWith.Length == 1) notices.Add($"class '{truth.ClassNames[k]}' lies in one fold only: the classifier that is tested on it has never seen it");
            else if (foldsWith.Length < count) notices.Add($"class '{truth.ClassNames[k]}' has rows in {foldsWith.Length} of {count} folds only");
        }
        return [.. notices];
    }

    /// <summary>One fold's share of the whole progress.</summary>
    sealed class Share(IProgress<TrainingProgress> whole, int fold, int count, double start = 0, double share = 1) : IProgress<TrainingProgress>
    {
        public Share Of(double from, double part) => new(whole, fold, count, from, part);

        public void Report(TrainingProgress value) => whole.Report(new((fold + start + share * value.Done) / count, $"fold {fold + 1} of {count}, {value.Text}"));
    }
}
