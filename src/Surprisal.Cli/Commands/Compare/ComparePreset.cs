using System.CommandLine;
using System.CommandLine.Parsing;

namespace Surprisal.Cli;

/// <summary>A comparison that has been published, ready to be run again.</summary>
/// <param name="Losses">As --losses takes them.</param>
/// <param name="Training">How it trains; the hidden layers are all as large as the first.</param>
/// <param name="Depths">Numbers of hidden layers, each with a comparison of its own.</param>
/// <param name="LabelNoise">Shares of wrong labels, the same.</param>
/// <param name="Seeds">How often.</param>
/// <param name="Minutes">What it may take.</param>
sealed record ComparePreset(string Losses, TrainingOptions Training, int[] Depths, double[] LabelNoise, int Seeds, double Minutes)
{
    /// <summary>
    /// Janocha and Czarnecki, "On Loss Functions for Deep Neural Networks in Classification", arXiv 1702.05659. Its hinge losses look at each class against the rest. It
    /// trains for much longer: here all losses go through the same ten epochs, and none stops early.
    /// </summary>
    public static ComparePreset Janocha { get; } = new(
        "l1,mse,expectation-l1,expectation-l2,expectation-linf,ova-hinge,ova-hinge:power=2,ova-hinge:power=3,cross-entropy,log-squared,tanimoto,cauchy-schwarz",
        new TrainingOptions { Model = ModelKind.Mlp, Hidden = [128], Epochs = 10, Patience = 0 }, [1, 2, 3, 4, 5], [0, 0.2], Seeds: 5, Minutes: 60);

    /// <summary>What the options given on the command line change.</summary>
    /// <exception cref="UsageException">The model is another one.</exception>
    public TrainingOptions Defaults(ParseResult call)
    {
        bool isOther = call.CommandResult.Children.OfType<OptionResult>().Any(option => option is { Implicit: false, Option.Name: "--model" });
        return isOther ? throw new UsageException("--preset trains perceptrons of its own depths: leave out --model, or --preset") : Training;
    }

    /// <summary>A setting for each depth and each share of wrong labels.</summary>
    /// <param name="training">With one size of hidden layers.</param>
    /// <param name="labelNoise">The only share of wrong labels; null takes the preset's.</param>
    /// <exception cref="UsageException">There are several sizes.</exception>
    public IReadOnlyList<ComparisonSetting> Settings(TrainingOptions training, double? labelNoise)
    {
        if (training.Hidden.Count != 1) throw new UsageException($"--preset sets the number of hidden layers: --hidden takes one size for all of them, got {string.Join(',', training.Hidden)}");
        double[] noises = labelNoise is { } given ? [given] : LabelNoise;
        return [.. from noise in noises from depth in Depths select Setting(training, depth, noise)];
    }

    static ComparisonSetting Setting(TrainingOptions training, int depth, double noise) =>
        new($"depth {depth}{(noise == 0 ? "" : ", noisy")}", training with { Hidden = [.. Enumerable.Repeat(training.Hidden[0], depth)] }) { LabelNoise = noise };
}
