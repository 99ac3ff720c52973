using System.Globalization;
using Surprisal.Losses;

namespace Surprisal.Cli;

/// <summary>What a probe found, for reading: the verdict first.</summary>
static class ProbeText
{
    public static void Write(TextWriter output, string name, LossInfo info, ProbeReport report)
    {
        output.WriteLine($"{name}: {Name(report.Verdict)}. {Sentence(info, report.Verdict)}");
        output.WriteLine($"  {info.Formula}");
        output.WriteLine();
        var table = new TextTable(["true probability", .. Columns(report).Select(a => Asked(a.True))]);
        table.Add([info.Activation == OutputActivation.Identity ? "asked output" : "asked probability", .. Columns(report).Select(a => Asked(a.Asked))]);
        table.WriteTo(output);
        output.WriteLine();
        string unit = info.Unit.Length == 0 ? "" : $" {info.Unit}";
        output.WriteLine($"  slope where surely wrong  {Number(report.SlopeWhenWrong)} (true class 10 behind; cross-entropy has 1)");
        output.WriteLine($"  slope where surely right  {Number(report.SlopeWhenRight)} (true class 10 ahead)");
        output.WriteLine($"  lower bound               {Number(report.LowerBound)}{unit}");
        output.WriteLine($"  Lipschitz constant        {(double.IsInfinity(report.Lipschitz) ? "none: the slope grows with the logits" : Number(report.Lipschitz))}");
        output.WriteLine($"  same function             {(report.SameAs.Count == 0 ? "none of the catalog" : string.Join(", ", report.SameAs.Select(s => s.Factor == 1 ? s.Name : $"{Number(s.Factor)} × {s.Name}")))}");
        output.WriteLine($"  gradient check            {(report.SlopeError < 1e-6 ? "passed" : $"FAILED: a slope is off by {Number(report.SlopeError)}")}");
    }

    public static string Name(ProbeVerdict verdict) => verdict switch
    {
        ProbeVerdict.Proper => "proper",
        ProbeVerdict.OverConfident => "over-confident",
        ProbeVerdict.UnderConfident => "under-confident",
        ProbeVerdict.ModeOnly => "mode only",
        ProbeVerdict.NoProbability => "a decision only",
        _ => "neither proper nor one-sided",
    };

    static string Sentence(LossInfo info, ProbeVerdict verdict) => verdict switch
    {
        ProbeVerdict.Proper when info.Activation == OutputActivation.Identity => "It asks for the mean of the targets.",
        ProbeVerdict.ModeOnly when info.Activation == OutputActivation.Identity => "It asks for the median of the targets.",
        ProbeVerdict.Proper => "It asks for the true probability.",
        ProbeVerdict.OverConfident => "It asks for more extreme probabilities than the true ones.",
        ProbeVerdict.UnderConfident => "It asks for less extreme probabilities than the true ones.",
        ProbeVerdict.ModeOnly => "It asks for 0 or 1, whichever is likelier.",
        ProbeVerdict.NoProbability => "Its logits are no probabilities.",
        _ => "What it asks for is on neither side of the truth.",
    };

    static string Asked(double probability) => (Math.Round(probability, 3) + 0).ToString("0.00#", CultureInfo.InvariantCulture);

    static IEnumerable<AskedProbability> Columns(ProbeReport report) => report.Asked.Where((_, i) => i % 3 == 0);

    static string Number(double value) => value == 0 ? "0" : value.ToString(Math.Abs(value) is >= 0.001 and < 10000 ? "0.###" : "0.0e0", CultureInfo.InvariantCulture);
}
