using System.CommandLine;

namespace Surprisal.Cli;

/// <summary>The options of <c>train</c> that say what rows and classes count, and how training rows are altered.</summary>
sealed class TargetOptions
{
    const int DefaultShift = 2;

    readonly Option<string> _none = CommonOptions.Text("--na", "CLASS", "the class of rows whose target cell is empty: none of the others; by default they are refused");
    readonly Option<string> _rowWeight = CommonOptions.Text("--row-weight", "COLUMN", "a column of numbers of 0 or more: what each row counts; not a feature");
    readonly Option<string> _classWeights = CommonOptions.Text("--class-weights", "balanced|FILE", "what rows of each class count: balanced makes rare classes count as much as frequent ones; or CSV of class,weight, or NPY");
    readonly Option<string> _positiveWeight = CommonOptions.Text("--pos-weight", "balanced|X|FILE", "0/1 columns: what a 1 counts against a 0: balanced is zeros/ones; or a number for all; or CSV of label,weight, or NPY");
    readonly Option<double?> _smoothing = CommonOptions.Real("--label-smoothing", "from 0 to 1", x => x is >= 0 and <= 1, "the share of every answer that is spread evenly over the classes; 0.1 is common [0]");
    readonly Option<double?> _mixup = CommonOptions.Real("--mixup", "above 0", x => x > 0 && double.IsFinite(x), "networks: mix rows in pairs, by shares from Beta(X, X); 0.4 is common [none]");

    readonly Option<Sampling> _sample = CommonOptions.Choice(
        "--sample", "networks: the rows of an epoch: each once, or drawn so that classes are equally likely, or by --row-weight [shuffled]",
        ("shuffled", Sampling.Shuffled), ("balanced", Sampling.Balanced), ("weighted", Sampling.Weighted));

    readonly Option<string[]> _augment = CommonOptions.Columns("--augment", "networks on pictures: flip mirrors half of them, shift moves them by up to 2 pixels, shift=3 by up to 3");

    public TargetOptions() => _augment.HelpName = "flip,shift";

    public IEnumerable<Option> All => [_none, _rowWeight, _classWeights, _positiveWeight, _smoothing, _mixup, _sample, _augment];

    public TrainInput Read(ParseResult call, TrainInput input) => input with
    {
        Columns = input.Columns with { RowWeight = call.GetValue(_rowWeight) },
        NoneClass = call.GetValue(_none),
        Weights = new(call.GetValue(_classWeights), call.GetValue(_positiveWeight), call.GetValue(_smoothing)),
    };

    public TrainingOptions Read(ParseResult call, TrainingOptions options) => options with
    {
        Mixup = call.GetValue(_mixup) ?? options.Mixup,
        Sampling = call.GetValue(_sample),
        Augmentation = Augmentation(call.GetValue(_augment) ?? []),
    };

    static Augmentation Augmentation(string[] texts)
    {
        var augmentation = default(Augmentation);
        foreach (string text in texts)
        {
            string[] parts = text.Split('=', 2);
            int shift = DefaultShift;
            bool isShift = parts[0] == "shift" && (parts.Length == 1 || (int.TryParse(parts[1], out shift) && shift > 0));
            augmentation = text == "flip" ? augmentation with { Flip = true }
                : isShift ? augmentation with { Shift = shift }
                : throw new UsageException($"--augment must be flip, shift or shift=PIXELS, got '{text}'");
        }
        return augmentation;
    }
}
