using System.CommandLine;

namespace Surprisal.Cli;

/// <summary><c>surprisal lab</c>: questions about losses, answered by experiments on data whose p(y|x) is known.</summary>
static class LabCommand
{
    const int TrainingRows = 2000;

    public static Command Create()
    {
        var name = new Argument<string?>("NAME") { Arity = ArgumentArity.ZeroOrOne, Description = $"an experiment: {string.Join(", ", LabPreset.All.Select(preset => preset.Name))}" };
        var list = new Option<bool>("--list") { Description = "the experiments and the data sets" };
        var data = CommonOptions.Text("--data", "NAME", $"train on data with a known truth instead: {string.Join(", ", KnownTruths.All.Select(truth => truth.Name))}");
        var losses = CommonOptions.Columns("--losses", "--data: losses to compare, such as cross-entropy,focal:gamma=1 [three that fit]");
        var model = CommonOptions.Choice<ModelKind?>("--model", "--data: what is trained; mlp has two hidden layers of 32 [linear where its logits can be the true ones, else mlp]", ("linear", ModelKind.Linear), ("mlp", ModelKind.Mlp));
        var rows = CommonOptions.Number("--rows", LabTrials.LeastRows, $"--data: rows to learn from [{TrainingRows}]");
        var seed = CommonOptions.Number("--seed", 0, "decides everything random [1]");
        var report = ReportFile.Option("the verdict, the numbers and charts of them");
        var format = CommonOptions.Format();
        var command = new ExampleCommand("lab", "Data with a known truth: experiments that answer questions about losses, or losses of your choice.", "surprisal lab why-log") { name, list, data, losses, model, rows, seed, report, format };
        command.SetAction((call, stop) => Task.Run(() =>
        {
            var (output, shown) = (call.InvocationConfiguration.Output, call.GetValue(format));
            int chosen = call.GetValue(seed) ?? 1;
            string? experiment = call.GetValue(name), set = call.GetValue(data);
            if (experiment is not null && set is not null) throw new UsageException($"'{experiment}' brings its own data: give an experiment or --data, not both");
            if (set is null && Array.Find((Option[])[losses, model, rows], option => call.GetResult(option) is { Implicit: false }) is { } extra)
                throw new UsageException($"{extra.Name} belongs to --data; data sets: {string.Join(", ", KnownTruths.All.Select(truth => truth.Name))}");
            bool isList = call.GetValue(list) || (set is null && experiment is null);
            if (isList && call.GetValue(report) is not null) throw new UsageException("--report goes with an experiment or --data; a list has nothing to draw");
            var file = ReportFile.Of(call.GetValue(report), call);
            if (isList) LabText.WriteList(output, shown);
            else if (set is not null)
            {
                var truth = LabTrials.Find(set);
                new LabTrials
                {
                    Truth = truth,
                    Losses = LabTrials.Parse(truth, call.GetValue(losses) ?? []),
                    Model = call.GetValue(model) ?? (truth.IsLinear ? ModelKind.Linear : ModelKind.Mlp),
                    Rows = call.GetValue(rows) ?? TrainingRows,
                    Seed = chosen,
                    Report = file,
                }.Run(output, shown, stop);
            }
            else Answer(experiment!, chosen, file, shown, output, stop);

            return 0;
        }, stop));
        return command;
    }

    static void Answer(string name, int seed, ReportFile? report, OutputFormat format, TextWriter output, CancellationToken stop)
    {
        var preset = LabPreset.Find(name) ?? throw new UsageException(
            KnownTruths.Find(name) is not null ? $"'{name}' is a data set, not an experiment; did you mean --data {name}?"
            : $"'{name}' is not an experiment of the lab{Data.NameHints.Suggest(name, [.. LabPreset.All.Select(p => p.Name)], "experiments")}");
        var answer = Progress.Show(format, progress => preset.Run(seed, progress, stop));
        if (report is not null) LabReport.Write(report, preset, seed, answer);
        if (format == OutputFormat.Json) JsonOutput.Write(output, json => LabJson.Write(json, preset, seed, answer));
        else
        {
            LabText.Write(output, preset, seed, answer);
            report?.Announce(output);
        }
    }
}
