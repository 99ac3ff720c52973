using System.CommandLine;

namespace Surprisal.Cli;

/// <summary><c>surprisal compare DATA --losses a,b,c</c>: the groups of options; <see cref="CompareRun"/> does the work.</summary>
static class CompareCommand
{
    // What train has and a comparison has another word for, or none.
    static readonly string[] s_notTaken = ["--loss", "--test", "--schema-out", "--stop-by"];

    // What these say for train is not true here.
    static readonly Dictionary<string, string> s_otherHelp = new()
    {
        ["--target"] = "the column of classes to learn; for NPY a file",
        ["--validation"] = "share of the rows that every seed holds out to judge by [0.2]",
        ["--learning-rate"] = "networks: the size of a step [0.001; tabular 0.002]",
        ["--resume"] = "go on with the comparison in --run DIR, with the options it began with; finished runs are not done again",
    };

    public static Command Create()
    {
        var path = CommonOptions.Data();
        var data = new DataOptions();
        var model = new ModelOptions();
        var optimizer = new OptimizerOptions();
        var comparison = new ComparisonGroup();
        var run = new RunOptions("keep the comparison there: run.json, and runs.jsonl with a line for every finished run");
        var threads = CommonOptions.Number("--threads", 1, "how many runs at a time, a processor core each; the result does not depend on it [all]");
        var report = ReportFile.Option("figures, intervals, differences and learning curves");
        var format = CommonOptions.Format();
        var command = new ExampleCommand(
            "compare", "Train several losses on the same splits, initial numbers and batches, and tell luck from difference.",
            "surprisal compare iris.csv --target species --losses cross-entropy,mse,hinge --seeds 5") { path };
        var options = ((IEnumerable<Option>)[.. comparison.All, .. data.All, .. model.All, .. optimizer.All, .. run.Comparison, threads, report, format]).Where(option => !s_notTaken.Contains(option.Name));
        foreach (var option in options)
        {
            if (s_otherHelp.TryGetValue(option.Name, out string? help)) option.Description = help;
            command.Add(option);
        }
        command.SetAction((typed, stop) =>
        {
            var call = run.Meant(typed);
            var preset = comparison.Preset(call);
            var training = model.Read(call, optimizer.Read(call, preset?.Defaults(call) ?? model.Defaults(call)));
            var input = data.Read(call, call.GetValue(path));
            var file = ReportFile.Of(call.GetValue(report), typed);
            return Task.FromResult(new CompareRun
            {
                Input = input,
                Options = comparison.Read(call, training, preset) with { HeldOut = input.HeldOut ?? CompareRun.HeldOutShare, Threads = call.GetValue(threads) ?? Environment.ProcessorCount },
                Model = training,
                Typed = RunOptions.Typed(call),
                Folder = run.ReadComparison(call),
                Report = file,
                Format = call.GetValue(format),
                Output = typed.InvocationConfiguration.Output,
            }.Run(stop));
        });
        return command;
    }
}
