using System.CommandLine;

namespace Surprisal.Cli;

/// <summary>The options of <c>compare</c> that say what is compared, and how often.</summary>
sealed class ComparisonGroup
{
    const string DefaultLosses = "cross-entropy,mse,hinge";

    static readonly Func<double, bool> s_noise = x => x >= 0 && double.IsFinite(x);

    readonly Option<string[]> _losses = CommonOptions.Columns("--losses", $"the losses, with options if need be: mse,focal:gamma=1; all learn one class a row, and the largest output is the answer [{DefaultLosses}]");
    readonly Option<int?> _seeds = CommonOptions.Number("--seeds", 1, "how often everything is done, each with its own split, initial numbers and order of batches [10]");
    readonly Option<int?> _seed = CommonOptions.Number("--seed", 0, "the first seed; the others follow [1]");
    readonly Option<int?> _tune = CommonOptions.Number("--tune", 2, "try so many ways (learning rate, weight decay or --c, width) for every run, and train by the one with the best accuracy on a quarter of the rows it may see");
    readonly Option<double?> _labelNoise = CommonOptions.Real("--label-noise", "from 0 up to but not including 1", x => x is >= 0 and < 1, "the share of rows learnt from whose label becomes another class; those held out keep theirs [0]");
    readonly Option<double?> _inputNoise = CommonOptions.Real("--input-noise", "of 0 or more", s_noise, "Gaussian noise on the features of the rows held out, in standard deviations of each feature [0]");

    readonly Option<ComparePreset?> _preset = CommonOptions.Choice<ComparePreset?>(
        "--preset", "janocha: the 12 losses of arXiv 1702.05659 on perceptrons of 1 to 5 hidden layers, without and with label noise", ("janocha", ComparePreset.Janocha));

    readonly Option<double?> _budget = CommonOptions.Real("--budget", "above 0", x => x is > 0 and < 1e5, "end after so many minutes; seeds that not every loss has finished by then are left out [none, --preset 60]");

    public ComparisonGroup() => _budget.HelpName = "MINUTES";

    public IEnumerable<Option> All => [_losses, _seeds, _seed, _tune, _labelNoise, _inputNoise, _preset, _budget];

    /// <summary>The preset asked for; null for none.</summary>
    public ComparePreset? Preset(ParseResult call) => call.GetValue(_preset);

    public ComparisonOptions Read(ParseResult call, TrainingOptions training, ComparePreset? preset)
    {
        double? labelNoise = call.GetValue(_labelNoise), budget = call.GetValue(_budget) ?? preset?.Minutes;
        double inputNoise = call.GetValue(_inputNoise) ?? 0;
        var settings = preset?.Settings(training, labelNoise) ?? [new ComparisonSetting("", training) { LabelNoise = labelNoise ?? 0 }];
        return new()
        {
            Losses = LossOption.ParseList(call.GetValue(_losses) is { Length: > 0 } given ? given : (preset?.Losses ?? DefaultLosses).Split(',')),
            Settings = [.. settings.Select(setting => setting with { InputNoise = inputNoise })],
            Seeds = call.GetValue(_seeds) ?? preset?.Seeds ?? 10,
            FirstSeed = call.GetValue(_seed) ?? 1,
            Trials = call.GetValue(_tune) ?? 0,
            Budget = budget is { } minutes ? TimeSpan.FromMinutes(minutes) : null,
        };
    }
}
