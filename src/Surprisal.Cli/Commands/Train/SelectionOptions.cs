using System.CommandLine;

namespace Surprisal.Cli;

/// <summary>The options of <c>train</c> that measure a way of training, or look for a better one.</summary>
sealed class SelectionOptions
{
    readonly Option<int?> _folds = CommonOptions.Number("--folds", 2, "cross-validation: hold out each of so many folds once, every class spread evenly; --out is then trained on all rows");
    readonly Option<string> _group = CommonOptions.Text("--group", "COLUMN", "folds: rows with the same value there stay together; the column is not learnt from");
    readonly Option<int?> _tune = CommonOptions.Number("--tune", 2, "try so many ways (learning rate, weight decay or --c, width, label smoothing) on a quarter of the rows, and train by the best");

    public IEnumerable<Option> All => [_folds, _group, _tune];

    public TrainSelection Read(ParseResult call, TrainInput input)
    {
        var selection = new TrainSelection(call.GetValue(_folds), call.GetValue(_group), call.GetValue(_tune) ?? 0);
        if (selection.Group is not null && selection.Folds is null) throw new UsageException("--group keeps rows together in folds: give --folds N as well");
        if (selection.Folds is not null && input.Test is not null) throw new UsageException("--folds tests on rows of DATA, --test on another file: give one of them");
        if (selection.Folds is not null && input.HeldOut is not null) throw new UsageException("--folds and --validation both say which rows to hold out: give one of them");
        return selection;
    }
}
