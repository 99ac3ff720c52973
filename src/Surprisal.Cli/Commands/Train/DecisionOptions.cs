using System.CommandLine;

namespace Surprisal.Cli;

/// <summary>The options of <c>train</c> that say how probabilities are made trustworthy, and how they become answers.</summary>
sealed class DecisionOptions
{
    const string F1 = "f1";

    readonly Option<bool> _calibrate = new("--calibrate")
    {
        Description = "fit a temperature to a tenth of the training rows, which are not trained on, so that probabilities can be taken at their word",
    };

    readonly Option<string> _thresholds = CommonOptions.Text(
        "--thresholds", "f1|COSTS.csv", "what to answer: f1, by thresholds of the largest F1 on a tenth of the training rows (two classes or labels); or by least expected cost");

    public IEnumerable<Option> All => [_calibrate, _thresholds];

    public TrainingOptions Read(ParseResult call, TrainingOptions options) => options with { Calibrate = call.GetValue(_calibrate), F1Thresholds = call.GetValue(_thresholds) == F1 };

    /// <summary>The file of what answers cost; null for none.</summary>
    public string? Costs(ParseResult call) => call.GetValue(_thresholds) is { } file and not F1 ? file : null;
}
