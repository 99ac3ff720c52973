using Surprisal.Losses;
using Surprisal.Numerics;

namespace Surprisal;

/// <summary>Why a training could not go on: the first number that is none, where it arose, what to try, and what is kept.</summary>
static class Divergence
{
    public static TrainingException InBatch(
        double value, Loss loss, ReadOnlyMatrixSpan<float> logits, Batches batches, TrainingState state, TrainingOptions options, RunFolder? folder) => Line(
        $"the loss is {value} in epoch {state.Epoch}, batch {state.Batch + 1} of {batches.Count}, {Rows(loss, logits, batches, state.Batch)}", state, options, folder);

    public static TrainingException InValidation(double value, TrainingState state, TrainingOptions options, RunFolder? folder) =>
        Line($"the loss is {value} on the validation rows after epoch {state.Epoch}", state, options, folder);

    public static TrainingException OfNumbers(TrainingState state, TrainingOptions options, RunFolder? folder) =>
        Line($"the model's numbers are not finite any more in epoch {state.Epoch}", state, options, folder);

    // One row alone points at the data, all of them at the step before.
    static string Rows(Loss loss, ReadOnlyMatrixSpan<float> logits, Batches batches, int batch)
    {
        float[] losses = new float[loss.LossCount(logits.Rows, logits.Columns)];
        loss.EvaluateEach(logits, batches.Targets, losses);
        int each = losses.Length / logits.Rows;
        int[] rows = [.. Enumerable.Range(0, logits.Rows).Where(row => losses.AsSpan(row * each, each).ContainsAnyExceptInRange(float.MinValue, float.MaxValue))];
        if (rows.Length == 0) return "though no row's alone is";
        string place = batches.Place(batch, rows[0]);
        return rows.Length == 1 ? $"at {place}" : rows.Length == logits.Rows ? $"in all its rows, the first {place}" : $"in {rows.Length} of its {logits.Rows} rows, the first {place}";
    }

    static TrainingException Line(FormattableString what, TrainingState state, TrainingOptions options, RunFolder? folder)
    {
        string clip = double.IsPositiveInfinity(options.Clip) ? ", shorter gradients (clip 1)" : "";
        string kept = folder is null || state.BestEpoch == 0 ? "" : FormattableString.Invariant($"; the best so far, epoch {state.BestEpoch}, is {folder.ClassifierPath}");
        return new(FormattableString.Invariant(
            $"{FormattableString.Invariant(what)}: try a smaller learning rate than {options.LearningRate}{clip}, and look for extreme values among the features{kept}"));
    }
}
