using System.CommandLine;

namespace Surprisal.Cli;

/// <summary><c>surprisal train DATA --target COL</c>: the groups of options; <see cref="TrainRun"/> does the work.</summary>
static class TrainCommand
{
    public static Command Create()
    {
        var path = CommonOptions.Data();
        var data = new DataOptions();
        var model = new ModelOptions();
        var optimizer = new OptimizerOptions();
        var targets = new TargetOptions();
        var decision = new DecisionOptions();
        var selection = new SelectionOptions();
        var run = new RunOptions();
        var stream = new Option<bool>("--stream") { Description = "linear: learn in one pass, block by block, from a file that may be larger than memory; reports on 5 % of the rows [read it whole]" };
        var find = new Option<bool>("--find-lr") { Description = "networks: train nothing; try a hundred learning rates from 1e-7 to 10, draw the losses, and suggest one" };
        var seed = CommonOptions.Number("--seed", 0, "decides everything random: the same seed gives the same bytes [1]");
        var threads = CommonOptions.Threads();
        var result = CommonOptions.Text("--out", "FILE", "save the classifier there (.safetensors)");
        var report = ReportFile.Option();
        var format = CommonOptions.Format();
        var command = new ExampleCommand(
            "train", "Train a classifier and report how well it does on rows it has not seen.", "surprisal train iris.csv --target species --out iris.safetensors") { path };
        foreach (var option in (IEnumerable<Option>)[.. data.All, .. model.All, .. targets.All, .. optimizer.All, .. decision.All, .. selection.All, .. run.All, stream, find, seed, threads, result, report, format]) command.Add(option);
        command.SetAction((typed, stop) =>
        {
            var call = run.Meant(typed);
            var input = targets.Read(call, data.Read(call, call.GetValue(path))) with { Costs = decision.Costs(call) };
            bool isStream = call.GetValue(stream), finds = call.GetValue(find);
            // One pass has few steps: they are longer, and the average of the weights smooths them.
            var defaults = model.Defaults(call);
            var options = decision.Read(call, targets.Read(call, model.Read(call, optimizer.Read(call, isStream ? defaults with { LearningRate = 3e-3 } : defaults)))) with
            {
                Seed = call.GetValue(seed) ?? TrainingOptions.Default.Seed,
                Threads = call.GetValue(threads) ?? TrainingOptions.Default.Threads,
            };
            var selected = selection.Read(call, input);
            var (saved, told, shown, output) = (call.GetValue(result), ReportFile.Of(call.GetValue(report), typed, call.GetValue(result)), call.GetValue(format), typed.InvocationConfiguration.Output);
            if (finds && (isStream || saved is not null || told is not null || selected.Folds is not null || selected.Trials > 0 || run.IsGiven(call)))
                throw new UsageException("--find-lr trains nothing that could be kept: leave out --out, --report, --run, --folds, --tune and --stream");
            if (!isStream) return Task.FromResult(new TrainRun { Input = input, Selection = selected, Options = options, Folder = run.Read(call), FindsLearningRate = finds, Out = saved, Report = told, Format = shown, Output = output }.Run(stop));
            if (options.Calibrate || options.F1Thresholds || input.Costs is not null) throw new UsageException("--stream keeps no rows to calibrate by: leave out --calibrate and --thresholds, or --stream");
            if (selected != TrainSelection.None) throw new UsageException("--stream reads the file once: leave out --folds and --tune, or --stream");
            if (run.IsGiven(call)) throw new UsageException("--stream reads the file once and keeps no run: leave out --run, or --stream");
            return Task.FromResult(new StreamTrainRun { Input = input, Options = options, Out = saved, Report = told, Format = shown, Output = output }.Run(stop));
        });
        return command;
    }
}
