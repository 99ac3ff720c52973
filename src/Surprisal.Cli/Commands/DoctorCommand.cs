using System.CommandLine;
using System.Numerics.Tensors;
using Surprisal.Data;
using Surprisal.Losses;

namespace Surprisal.Cli;

/// <summary><c>surprisal doctor</c>: looks for common mistakes between a model's outputs and its loss.</summary>
static class DoctorCommand
{
    const int SomethingFound = 3;

    public static Command Create()
    {
        var logits = CommonOptions.Text("--logits", "L.npy", "the model's outputs, of shape [N], [N,C] or [N,C,d1,…]");
        var targets = CommonOptions.Text("--targets", "T.npy", "their answers");
        var loss = CommonOptions.Text("--loss", "NAME", "the loss that they are meant for, with its options [cross-entropy]");
        var classWeights = CommonOptions.Text("--class-weights", "W.npy", "what a sample of each class counts");
        var ignoreIndex = CommonOptions.Text("--ignore-index", "N", "samples of this class are ignored");
        var smoothing = CommonOptions.Text("--label-smoothing", "X", "the share of every target that is spread over the classes");
        var initial = new Option<bool>("--initial") { Description = "the outputs are of a model that has not been trained yet" };
        var format = CommonOptions.Format();
        var command = new ExampleCommand("doctor", "Look for common mistakes between a model's outputs and its loss; exit code 3 if there are any.", "surprisal doctor --logits L.npy --targets T.npy --loss cross-entropy")
        {
            logits, targets, loss, classWeights, ignoreIndex, smoothing, initial, format,
        };
        command.SetAction((call, _) =>
        {
            List<(string, string)> options = [];
            if (call.GetValue(ignoreIndex) is { } index) options.Add(("ignore-index", index));
            if (call.GetValue(smoothing) is { } share) options.Add(("label-smoothing", share));
            var findings = Examine(
                LossOption.Parse(call.GetValue(loss) ?? "cross-entropy", options),
                call.GetValue(logits) ?? throw new UsageException("--logits is missing"),
                call.GetValue(targets) ?? throw new UsageException("--targets is missing"), call.GetValue(classWeights), call.GetValue(initial));
            Write(call.InvocationConfiguration.Output, findings, call.GetValue(format));
            return Task.FromResult(findings.Count == 0 ? 0 : SomethingFound);
        });
        return command;
    }

    static IReadOnlyList<Finding> Examine(Loss loss, string logitsPath, string targetsPath, string? weightsPath, bool initial)
    {
        NpyArray logits = NpyArray.Read(logitsPath), targets = NpyArray.Read(targetsPath);
        bool whole = targets.Type is not (NpyType.Float16 or NpyType.Float32 or NpyType.Float64 or NpyType.Boolean);
        double[] numbers = logits.ToDouble();
        var findings = LossDiagnostics.Examine(new(loss, numbers, [.. logits.Shape], targets.ToDouble(), [.. targets.Shape], whole)
        {
            ClassWeights = weightsPath is null ? null : NpyArray.Read(weightsPath).ToDouble(),
            IsStart = initial,
        });
        if (findings.Count == 0) UnlessAccepted(loss, numbers, Path.GetFileName(logitsPath), logits.Shape, targetsPath);
        return findings;
    }

    // What the loss refuses does not fit, even if none of the misuses explains why.
    static void UnlessAccepted(Loss loss, double[] logits, string logitsName, IReadOnlyList<int> shape, string targetsPath)
    {
        var targets = LossTargets.Read(targetsPath, loss, logitsName, shape);
        var z = new ReadOnlyTensorSpan<double>(logits, [.. shape.Select(size => (nint)size)]);
        try
        {
            if (targets.Classes is { } classes) loss.Evaluate(z, new ReadOnlyTensorSpan<int>(classes, targets.Shape));
            else loss.Evaluate(z, new ReadOnlyTensorSpan<double>(targets.Values!, targets.Shape));
        }
        catch (ArgumentException e)
        {
            throw new DataException($"{Path.GetFileName(targetsPath)}: {e.Message.TrimEnd('.')}", e);
        }
    }

    static void Write(TextWriter output, IReadOnlyList<Finding> findings, OutputFormat format)
    {
        if (format == OutputFormat.Json)
        {
            JsonOutput.Write(output, json =>
            {
                json.WriteBoolean("healthy", findings.Count == 0);
                json.WriteStartArray("findings");
                foreach (var finding in findings)
                {
                    json.WriteStartObject();
                    json.WriteString("code", finding.Code);
                    json.WriteString("seen", finding.Seen);
                    json.WriteString("advice", finding.Advice);
                    json.WriteEndObject();
                }
                json.WriteEndArray();
            });
            return;
        }
        output.WriteLine(findings.Count == 0 ? "Nothing found: outputs, targets and loss fit together." : $"{Figures.Count(findings.Count, "thing", "things")} to look at");
        foreach (var finding in findings)
        {
            output.WriteLine();
            output.WriteLine($"{finding.Code}  {finding.Seen}");
            output.WriteLine($"        {finding.Advice}");
        }
    }
}
