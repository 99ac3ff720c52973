using System.Globalization;
using Surprisal.Losses;

namespace Surprisal.Cli;

/// <summary>What a probe found, for reading: the verdict first.</summary>
static class ProbeText
{
    public static void Write(TextWriter output, string name, LossInfo info, ProbeReport report)
    {
        bool numbers = info.Activation == OutputActivation.Identity && report.Verdict != ProbeVerdict.NoProbability;
        output.WriteLine($"{name}: {Name(info, report.Verdict)}. {Sentence(info, report.Verdict)}");
        output.WriteLine($"  {info.Formula}");
        output.WriteLine();
        WriteAsked(output, info, report, numbers);
        output.WriteLine();
        string unit = info.Unit.Length == 0 ? "" : $" {info.Unit}";
        Line(output, numbers ? "slope at an error of 10" : "slope where surely wrong", Slopes(report.SlopeWhenWrong), numbers ? null : "true class 10 behind; cross-entropy has 1");
        Line(output, numbers ? "slope at an error of 0.1" : "slope where surely right", Slopes(report.SlopeWhenRight), numbers ? null : "true class 10 ahead");
        Line(output, "lower bound", Number(report.LowerBound) + unit, report.ReachesLowerBound ? "reached" : "never reached");
        Line(output, "Lipschitz constant", double.IsInfinity(report.Lipschitz) ? "none: the slope grows without end" : Number(report.Lipschitz));
        Line(output, "convex in the logits", report.IsConvex ? "yes" : "no");
        if (!numbers) Line(output, "symmetric", report.IsSymmetric ? "yes: evenly wrong labels do not move its minimum" : "no");
        Line(output, "same function", report.SameAs.Count == 0 ? "none of the catalog" : string.Join(", ", report.SameAs.Select(Same)));
        Line(output, "gradient check", report.SlopeError < 1e-6 ? "passed" : $"FAILED: a slope is off by {Number(report.SlopeError)}");
    }

    public static string Name(LossInfo info, ProbeVerdict verdict) => verdict switch
    {
        ProbeVerdict.Proper => info.Activation == OutputActivation.Identity ? "mean" : "proper",
        ProbeVerdict.ModeOnly => info.Activation == OutputActivation.Identity ? "median" : "mode only",
        ProbeVerdict.OverConfident => "over-confident",
        ProbeVerdict.UnderConfident => "under-confident",
        ProbeVerdict.NoProbability => "a decision only",
        ProbeVerdict.MeanOrMedian => "mean or median",
        _ => "neither proper nor one-sided",
    };

    static string Sentence(LossInfo info, ProbeVerdict verdict) => verdict switch
    {
        ProbeVerdict.Proper when info.Activation == OutputActivation.Identity => "It asks for the mean of the targets.",
        ProbeVerdict.ModeOnly when info.Activation == OutputActivation.Identity => "It asks for the median of the targets.",
        ProbeVerdict.MeanOrMedian => "It asks for the mean of targets that lie close together, for the median of those far apart.",
        ProbeVerdict.Proper => "It asks for the true probability.",
        ProbeVerdict.OverConfident => "It asks for more extreme probabilities than the true ones.",
        ProbeVerdict.UnderConfident => "It asks for less extreme probabilities than the true ones.",
        ProbeVerdict.ModeOnly => "It asks for 0 or 1, whichever is likelier.",
        ProbeVerdict.NoProbability => "Its logits are no probabilities.",
        _ => "What it asks for is on neither side of the truth.",
    };

    static void WriteAsked(TextWriter output, LossInfo info, ProbeReport report, bool numbers)
    {
        AskedProbability[] columns = [.. report.Asked.Where((_, i) => i % 3 == 0)];
        var table = new TextTable([numbers ? "share of ones" : "true probability", .. columns.Select(a => Cell(a.True))]);
        table.Add([info.Activation == OutputActivation.Identity ? "asked output" : "asked probability", .. columns.Select(a => Cell(a.Asked))]);
        table.Add(["cost at its best", .. columns.Select(a => Cell(a.LeastCost))]);
        table.WriteTo(output);
    }

    static void Line(TextWriter output, string label, string value, string? remark = null) =>
        output.WriteLine($"  {label,-24}  {value}{(remark is null ? "" : $" ({remark})")}");

    static string Slopes(AnswerSlopes slopes) => slopes.AreSame ? Number(slopes.Yes) : $"{Number(slopes.Yes)} for a yes, {Number(slopes.No)} for a no";

    static string Same(SameLoss same) =>
        (same.Factor == 1 ? same.Name : $"{Number(same.Factor)} × {same.Name}") + (same.Offset == 0 ? "" : $" {(same.Offset > 0 ? '+' : '−')} {Number(Math.Abs(same.Offset))}");

    static string Cell(double number) => (Math.Round(number, 3) + 0).ToString("0.00#", CultureInfo.InvariantCulture);

    static string Number(double value) => value == 0 ? "0" : value.ToString(Math.Abs(value) is >= 0.001 and < 10000 ? "0.###" : "0.0e0", CultureInfo.InvariantCulture);
}
