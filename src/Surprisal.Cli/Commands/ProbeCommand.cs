using System.CommandLine;
using System.Text.Json;
using Surprisal.Losses;

namespace Surprisal.Cli;

/// <summary><c>surprisal probe NAME</c>: what a loss does, found out by trying it.</summary>
static class ProbeCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "a loss with its options, such as focal:gamma=0.5" };
        var format = CommonOptions.Format();
        var command = new ExampleCommand("probe", "Find out what a loss does: which probability it asks for, how hard it pulls, its bounds, its doubles.", "surprisal probe focal:gamma=1") { name, format };
        command.SetAction((call, _) => Task.FromResult(Run(call.GetRequiredValue(name), call.GetValue(format), call.InvocationConfiguration.Output)));
        return command;
    }

    static int Run(string name, OutputFormat format, TextWriter output)
    {
        var loss = LossOption.Parse(name, []);
        var report = LossProbe.Of(loss);
        if (format == OutputFormat.Json) JsonOutput.Write(output, json => Write(json, name, loss.Info, report));
        else ProbeText.Write(output, name, loss.Info, report);
        return 0;
    }

    static void Write(Utf8JsonWriter json, string name, LossInfo info, ProbeReport report)
    {
        json.WriteString("loss", name);
        json.WriteString("verdict", ProbeText.Name(info, report.Verdict));
        JsonOutput.WriteNumber(json, "slope_when_wrong", report.SlopeWhenWrong.Yes);
        JsonOutput.WriteNumber(json, "slope_when_right", report.SlopeWhenRight.Yes);
        JsonOutput.WriteNumber(json, "slope_when_wrong_no", report.SlopeWhenWrong.No);
        JsonOutput.WriteNumber(json, "slope_when_right_no", report.SlopeWhenRight.No);
        JsonOutput.WriteNumber(json, "lower_bound", report.LowerBound);
        json.WriteBoolean("reaches_lower_bound", report.ReachesLowerBound);
        JsonOutput.WriteNumber(json, "lipschitz", report.Lipschitz);
        json.WriteBoolean("convex", report.IsConvex);
        json.WriteBoolean("symmetric", report.IsSymmetric);
        JsonOutput.WriteNumber(json, "slope_error", report.SlopeError);
        json.WriteStartArray("same_as");
        foreach (var same in report.SameAs)
        {
            json.WriteStartObject();
            json.WriteString("loss", same.Name);
            json.WriteNumber("factor", same.Factor);
            json.WriteNumber("offset", same.Offset);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        Series(json, "true_probability", report.Asked.Select(a => a.True));
        Series(json, "asked_probability", report.Asked.Select(a => a.Asked));
        Series(json, "least_cost", report.Asked.Select(a => a.LeastCost));
        Series(json, "margin", report.Curve.Select(p => p.Margin));
        Series(json, "value", report.Curve.Select(p => p.Value));
        Series(json, "slope", report.Curve.Select(p => p.Slope));
    }

    static void Series(Utf8JsonWriter json, string name, IEnumerable<double> numbers)
    {
        json.WriteStartArray(name);
        foreach (double number in numbers) JsonOutput.WriteNumber(json, number);
        json.WriteEndArray();
    }
}
