using System.Diagnostics;
using System.Globalization;

namespace Surprisal.Benchmarks.Guard;

/// <summary>
/// Holds every loss of the catalog, called as users call it, to a time: the JIT can leave a formula's calls in the loop, which costs a
/// factor of 15 and which no test of values notices.
/// </summary>
static class CodegenGuard
{
    /// <summary>Noise of a loaded machine stays below it, lost inlining does not.</summary>
    const double Headroom = 2.5;

    /// <summary>So far above the other losses of its form a limit would only write down that the code has fallen apart already.</summary>
    const double Suspicious = 6;

    const int Walks = 4, Rounds = 6;
    const int YardstickLogits = 1 << 14;

    static readonly string s_limits = Path.Combine(AppContext.BaseDirectory, "Guard", "limits.tsv");

    /// <summary>Prints every case with its ratio and its limit; 1 if one is above, or if there is no limit for its form.</summary>
    public static int Check(TextWriter output)
    {
        var limits = GuardLimits.Read(s_limits);
        var (cases, yardstick) = Measured();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"yardstick {yardstick:0.00} ns a logit, {GuardLimits.Width}-bit registers"));
        output.WriteLine($"{"loss",-28} {"form",-20} {"ns/logit",9} {"ratio",7} {"limit",7}");
        int slow = 0, unlimited = 0;
        foreach (var one in cases)
        {
            double ratio = one.Nanoseconds / yardstick;
            double? limit = limits.Of(one.Loss, one.Form);
            if (limit is null) unlimited++;
            else if (ratio > limit) slow++;
            string verdict = limit is null ? "  NO LIMIT: guard --update" : ratio > limit ? "  TOO SLOW" : "";
            string figures = string.Create(CultureInfo.InvariantCulture, $"{one.Nanoseconds,9:0.000} {ratio,7:0.000} {limit,7:0.000}");
            output.WriteLine($"{one.Loss,-28} {one.Form,-20} {figures}{verdict}");
        }
        output.WriteLine($"{cases.Count - slow - unlimited} within their limits, {slow} too slow, {unlimited} without a limit");
        return slow + unlimited == 0 ? 0 : 1;
    }

    /// <summary>Measures, writes 2.5 times each ratio to <paramref name="path"/>, and names the losses whose limit should not be believed.</summary>
    public static int Update(string path, TextWriter output)
    {
        var limits = GuardLimits.Read(path);
        var (cases, yardstick) = Measured();
        limits.Replace(cases.ToDictionary(one => (one.Loss, one.Form), one => Headroom * one.Nanoseconds / yardstick));
        limits.Write(path);
        output.WriteLine($"{path}: {cases.Count} limits for {GuardLimits.Width}-bit registers");
        foreach (var form in cases.GroupBy(one => one.Form))
        {
            double typical = form.Select(one => one.Nanoseconds).Order().ElementAt(form.Count() / 2);
            foreach (var one in form.Where(one => one.Nanoseconds > Suspicious * typical))
            {
                string figures = string.Create(CultureInfo.InvariantCulture, $"{one.Nanoseconds:0.0} ns a logit, others {typical:0.0}");
                output.WriteLine($"look at {one.Loss} {one.Form}: {figures}");
            }
        }
        return 0;
    }

    static (IReadOnlyList<GuardCase> Cases, double Yardstick) Measured()
    {
        GuardCase[] cases = [.. GuardCase.All()];
        var random = new Random(20);
        double[] logits = [.. Enumerable.Range(0, YardstickLogits).Select(_ => (4 * random.NextDouble()) - 2)];
        double[] targets = [.. logits.Select(z => z > 0 ? 1.0 : 0.0)], gradient = new double[logits.Length];
        // Calls are counted only once no new method has come for 100 ms: hence walks with pauses, together well over a second.
        for (int walk = 0; walk < Walks; walk++)
        {
            foreach (var one in cases) one.WarmUp(0.02);
            Yardstick.Evaluate(logits, targets, gradient);
            Thread.Sleep(200);
        }
        double yardstick = double.PositiveInfinity;
        for (int round = 0; round < Rounds; round++)
        {
            foreach (var one in cases)
            {
                one.Measure(0.004);
                yardstick = Math.Min(yardstick, YardstickTime(logits, targets, gradient));
            }
        }
        foreach (var one in cases) one.Dispose();
        return (cases, yardstick);
    }

    static double YardstickTime(double[] logits, double[] targets, double[] gradient)
    {
        long before = Stopwatch.GetTimestamp();
        Yardstick.Evaluate(logits, targets, gradient);
        return Stopwatch.GetElapsedTime(before).TotalNanoseconds / logits.Length;
    }
}
