namespace Surprisal.Losses.Tests;

/// <summary>Every mistake is noticed, and nothing healthy is suspected.</summary>
public class LossDiagnosticsTests
{
    [Fact]
    public void Two_hundred_broken_batches_are_each_given_their_code()
    {
        var cases = DiagnosticCase.Broken().ToArray();
        Assert.InRange(cases.Length, 200, 1000);
        Assert.All(cases, c => Assert.True(LossDiagnostics.Examine(c.Input).Any(f => f.Code == c.Code), $"{c.Name}: {c.Code} expected, got {Codes(c)}"));
    }

    [Fact]
    public void Two_hundred_healthy_batches_are_left_alone()
    {
        var cases = DiagnosticCase.Healthy().ToArray();
        Assert.InRange(cases.Length, 200, 1000);
        Assert.All(cases, c => Assert.True(Codes(c) == "", $"{c.Name}: {Codes(c)}"));
    }

    [Fact]
    public void Every_code_has_a_broken_batch() => // one of the eighteen mistakes each
        Assert.Equal(Enumerable.Range(1, 18).Select(i => $"SUR{i:000}"), DiagnosticCase.Broken().Select(c => c.Code!).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void A_finding_says_what_was_seen_and_what_to_do()
    {
        var input = new DiagnosticInput(Loss.CrossEntropy, [0, 1, double.NaN, 2, 0, 1], [2, 3], [0, 1], [2], TargetsAreWhole: true);
        Assert.Equal(new Finding("SUR012", "row 0, column 2 of the logits is NaN", "look for a division by zero or a learning rate that is too high, in that row first"), Assert.Single(LossDiagnostics.Examine(input)));
    }

    static string Codes(DiagnosticCase c) => string.Join(' ', LossDiagnostics.Examine(c.Input).Select(f => $"{f.Code} ({f.Seen})"));
}
