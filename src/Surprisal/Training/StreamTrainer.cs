using System.Diagnostics;
using System.Globalization;
using Surprisal.Data;
using Surprisal.Losses;

namespace Surprisal;

/// <summary>
/// Trains a linear model in one pass over a source that may be larger than memory: the first block decides what the columns are, later ones are read while
/// the one before is learnt from, rows are shuffled within a block, and the model is the running average of the weights (Shamir and Zhang, arXiv:1212.1824).
/// </summary>
public static class StreamTrainer
{
    const int BlockRows = 1 << 12, BatchRows = 128;

    /// <summary>Reads the source to its end.</summary>
    /// <param name="source">Rows with their answers; all classes occur in its first 4,096.</param>
    /// <param name="decided">What the user has decided about the columns, and the share of rows to hold out for the report.</param>
    /// <param name="options">Loss, optimizer, learning rate, seed.</param>
    /// <param name="progress">Told now and then how far it is.</param>
    /// <param name="stop">Ends it between two blocks with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="DataException">A cell or an answer cannot be used; the message says where.</exception>
    /// <exception cref="TrainingException">The loss does not fit the target, or is not finite any more.</exception>
    public static StreamRun Fit(DataSource source, TrainingDataOptions decided, TrainingOptions options, IProgress<TrainingProgress>? progress = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(decided);
        ArgumentNullException.ThrowIfNull(options);
        var clock = Stopwatch.StartNew();
        using var blocks = new ReadAhead(source, BlockRows);
        var first = blocks.Next() ?? throw new DataException($"{source.Name}: has no rows left");
        var table = TrainingTable.Of(first, source.Targets, decided);
        var loss = Trainer.LossFor(options, table.Truth.Kind) with { Reduction = Reduction.Mean, Threads = options.Threads };
        var encoder = table.Part([.. Enumerable.Range(0, table.Rows)], [], []).Encoder;
        using var learner = new StreamLearner(encoder, loss, options, BatchRows);
        var heldOut = new HeldOutRows(encoder, decided.HeldOut, options.Seed);
        long rows = 0;
        for (var block = first; block is not null; block = blocks.Next())
        {
            stop.ThrowIfCancellationRequested();
            learner.Learn(heldOut.Keep(block, rows));
            rows += block.Rows;
            progress?.Report(new(source.Progress ?? 0, string.Create(CultureInfo.InvariantCulture, $"{rows:#,0} rows, loss {learner.RecentLoss:0.0000}")));
        }
        return new StreamRun(learner.Average(), table.Schema, rows - heldOut.Rows, heldOut.Dataset(), loss, clock.Elapsed);
    }
}
