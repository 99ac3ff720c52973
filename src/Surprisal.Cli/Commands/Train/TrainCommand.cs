using System.CommandLine;

namespace Surprisal.Cli;

/// <summary><c>surprisal train DATA --target COL</c>: the groups of options; <see cref="TrainRun"/> does the work.</summary>
static class TrainCommand
{
    public static Command Create()
    {
        var path = new Argument<string>("DATA")
        {
            Description = "CSV, TSV (gzip or not), an IDX folder such as MNIST's, NPY, - for standard input, or the built-in digits or iris [digits]",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var data = new DataOptions();
        var model = new ModelOptions();
        var optimizer = new OptimizerOptions();
        var selection = new SelectionOptions();
        var run = new RunOptions();
        var seed = CommonOptions.Number("--seed", 0, "decides everything random: the same seed gives the same bytes [1]");
        var threads = CommonOptions.Threads();
        var result = CommonOptions.Text("--out", "FILE", "save the classifier there (.safetensors)");
        var format = CommonOptions.Format();
        var command = new ExampleCommand(
            "train", "Train a classifier and report how well it does on rows it has not seen.", "surprisal train iris.csv --target species --out iris.safetensors") { path };
        foreach (var option in (IEnumerable<Option>)[.. data.All, .. model.All, .. optimizer.All, .. selection.All, .. run.All, seed, threads, result, format]) command.Add(option);
        TrainRun Read(ParseResult call, TextWriter output) => new()
        {
            Input = data.Read(call, call.GetValue(path)),
            Selection = selection.Read(call, data.Read(call, call.GetValue(path))),
            Options = model.Read(call, optimizer.Read(call, TrainingOptions.Default)) with
            {
                Seed = call.GetValue(seed) ?? TrainingOptions.Default.Seed,
                Threads = call.GetValue(threads) ?? TrainingOptions.Default.Threads,
            },
            Folder = run.Read(call),
            Out = call.GetValue(result),
            Format = call.GetValue(format),
            Output = output,
        };
        command.SetAction((call, stop) => Task.FromResult(Read(run.Meant(call), call.InvocationConfiguration.Output).Run(stop)));
        return command;
    }
}
