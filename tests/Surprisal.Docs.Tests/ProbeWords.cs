using System.Globalization;
using Surprisal.Losses;

namespace Surprisal.Docs.Tests;

/// <summary>What a probe found, in the words of docs/losses.md. Few digits, so that the page is the same on every processor.</summary>
static class ProbeWords
{
    public static string Verdict(LossInfo info, ProbeVerdict verdict) => verdict switch
    {
        ProbeVerdict.Proper when info.Activation == OutputActivation.Identity => "the mean",
        ProbeVerdict.ModeOnly when info.Activation == OutputActivation.Identity => "the median",
        ProbeVerdict.MeanOrMedian => "the mean of near targets, the median of far ones",
        ProbeVerdict.Proper => "the true probability (proper)",
        ProbeVerdict.OverConfident => "one more extreme than the true one (over-confident)",
        ProbeVerdict.UnderConfident => "one less extreme than the true one (under-confident)",
        ProbeVerdict.ModeOnly => "0 or 1 (mode only)",
        ProbeVerdict.NoProbability => "a decision",
        _ => "another probability",
    };

    public static string Line(LossInfo info, ProbeReport probe)
    {
        bool numbers = info.Activation == OutputActivation.Identity && probe.Verdict != ProbeVerdict.NoProbability;
        List<string> parts =
        [
            $"asks for {Verdict(info, probe.Verdict)}",
            numbers ? $"slope {Number(probe.SlopeWhenWrong.Yes)} at an error of 10, {Number(probe.SlopeWhenRight.Yes)} at 0.1"
                : $"slope {Slopes(probe.SlopeWhenWrong)} where surely wrong, {Slopes(probe.SlopeWhenRight)} where surely right",
            double.IsInfinity(probe.Lipschitz) ? "slope unbounded" : $"slope at most {Number(probe.Lipschitz)}",
            $"{(probe.ReachesLowerBound ? "at least" : "always above")} {Number(probe.LowerBound)}",
            probe.IsConvex ? "convex" : "not convex",
        ];
        if (probe.IsSymmetric) parts.Add("symmetric");
        if (probe.SameAs.Count > 0) parts.Add($"the same as {string.Join(", ", probe.SameAs.Select(s => s.Factor == 1 ? s.Name : $"{Number(s.Factor)} × {s.Name}"))}");
        return string.Join("; ", parts);
    }

    static string Slopes(AnswerSlopes slopes) => slopes.AreSame ? Number(slopes.Yes) : $"{Number(slopes.Yes)} (yes) or {Number(slopes.No)} (no)";

    static string Number(double value) => value == 0 ? "0" : value.ToString(Math.Abs(value) is >= 0.01 and < 10000 ? "0.##" : "0e0", CultureInfo.InvariantCulture);
}
