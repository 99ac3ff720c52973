using System.CommandLine;
using Surprisal.Losses;

namespace Surprisal.Cli;

/// <summary><c>surprisal doctor</c>: the options; <see cref="DoctorRun"/> does the work.</summary>
static class DoctorCommand
{
    public static Command Create()
    {
        var logits = Required("--logits", "NPY: the model's outputs, of shape (N,), (N, C) or (N, C, d1, …)");
        var targets = Required("--targets", "NPY: one class index per row, or one number per logit");
        var loss = CommonOptions.Text("--loss", "NAME:option=value", "the loss that they are for; by default it follows from the targets: cross-entropy or binary-cross-entropy");
        var weights = CommonOptions.Text("--class-weights", "FILE", "NPY: what a row of each class counts");
        var ignore = new Option<int?>("--ignore-index")
        {
            Description = "the target that means no answer [none]",
            HelpName = "N",
            CustomParser = result =>
            {
                if (int.TryParse(result.Tokens[0].Value, out int index)) return index;
                result.AddError($"--ignore-index must be a whole number, got '{result.Tokens[0].Value}'");
                return null;
            },
        };
        var initial = new Option<bool>("--initial") { Description = "the logits are those of a model before training: check also where its loss starts" };
        var format = CommonOptions.Format();
        var command = new ExampleCommand(
            "doctor",
            $"Look for {LossDiagnostics.Misuses.Count} ways to misuse a loss that raise no error: probabilities for logits, labels from 1, classes on the wrong axis. Exit code 0: healthy; 1: something was found.",
            "surprisal doctor --logits logits.npy --targets targets.npy")
        {
            logits, targets, loss, weights, ignore, initial, format,
        };
        command.SetAction(call => new DoctorRun
        {
            Logits = call.GetRequiredValue(logits),
            Targets = call.GetRequiredValue(targets),
            Loss = LossOption.Parse(call.GetValue(loss)),
            ClassWeights = call.GetValue(weights),
            IgnoreIndex = call.GetValue(ignore),
            IsStart = call.GetValue(initial),
            Format = call.GetValue(format),
            Output = call.InvocationConfiguration.Output,
        }.Run());
        return command;
    }

    static Option<string> Required(string name, string help) => new(name) { Description = help, HelpName = "FILE", Required = true };
}
