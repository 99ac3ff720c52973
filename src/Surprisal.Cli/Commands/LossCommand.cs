using System.CommandLine;
using System.Globalization;
using Surprisal.Losses;

namespace Surprisal.Cli;

/// <summary><c>surprisal loss NAME</c>: a loss of arrays in NPY files, with its gradient.</summary>
static class LossCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = $"a loss, also with its options as in focal:gamma=1. Losses: {string.Join(", ", LossCatalog.All.Select(d => d.Info.Name))}" };
        var logits = CommonOptions.Text("--logits", "L.npy", "raw model outputs of shape [N], [N,C] or [N,C,d1,…]; float16, float32 or float64");
        var targets = CommonOptions.Text("--targets", "T.npy", "classes of shape [N] or [N,d1,…], or numbers of the logits' shape");
        var classWeights = CommonOptions.Text("--class-weights", "W.npy", "what a sample of each class counts, C numbers");
        var positiveWeights = CommonOptions.Text("--pos-weight", "P.npy", "what a yes counts against a no, one number or C");
        var reduction = CommonOptions.Choice("--reduction", "how the losses become one value; with none the gradient is that of their sum [mean]",
            ("mean", LossReduction.Mean), ("sum", LossReduction.Sum), ("none", LossReduction.None), ("batch-mean", LossReduction.BatchMean));
        var gradient = CommonOptions.Text("--grad", "OUT.npy", "write d(loss)/d(logits), in the logits' type and shape");
        var losses = CommonOptions.Text("--out", "OUT.npy", "write the unreduced losses");
        var threads = CommonOptions.Threads();
        var format = CommonOptions.Format();
        Option<string>[] numbers = [.. OptionNames().Select(option => CommonOptions.Text($"--{option}", "X", Help(option)))];
        var command = new ExampleCommand("loss", "Compute a loss and its gradient for arrays in NPY files.", "surprisal loss cross-entropy --logits L.npy --targets T.npy --label-smoothing 0.1 --grad G.npy")
        {
            name, logits, targets, classWeights, positiveWeights, reduction, gradient, losses, threads, format,
        };
        foreach (var option in numbers) command.Add(option);
        command.SetAction((call, _) => Task.FromResult(new LossRun
        {
            Loss = LossOption.Parse(call.GetRequiredValue(name), numbers.Where(o => call.GetResult(o) is not null).Select(o => (o.Name[2..], call.GetRequiredValue(o)))),
            Reduction = call.GetValue(reduction),
            Logits = Needed(call.GetValue(logits), "--logits"),
            Targets = Needed(call.GetValue(targets), "--targets"),
            ClassWeights = call.GetValue(classWeights),
            PositiveWeights = call.GetValue(positiveWeights),
            Gradient = call.GetValue(gradient),
            Losses = call.GetValue(losses),
            Threads = call.GetValue(threads),
        }.Run(call.InvocationConfiguration.Output, call.GetValue(format))));
        return command;
    }

    /// <summary>The options of all losses that are numbers: those of their formulas and those that shape targets.</summary>
    static IEnumerable<string> OptionNames() =>
        LossCatalog.All.SelectMany(d => d.Info.Parameters).Select(p => p.Name).Distinct().Order(StringComparer.Ordinal).Prepend("z-loss").Prepend("ignore-index").Prepend("label-smoothing");

    static string Help(string option) => option switch
    {
        "label-smoothing" => "the share of every target that is spread over the classes, 0 to 1 [0]",
        "ignore-index" => "samples of this class cost nothing; none is ignored unless asked for, unlike in PyTorch, which ignores -100 [none]",
        "z-loss" => "λ of λ·(log Σ exp z)², added to every sample [0]",
        _ => $"of {string.Join(", ", LossCatalog.All.SelectMany(d => d.Info.Parameters.Where(p => p.Name == option).Select(p => string.Create(CultureInfo.InvariantCulture, $"{d.Info.Name} [{p.Default}]"))))}",
    };

    static string Needed(string? value, string option) => value ?? throw new UsageException($"{option} is missing");
}
