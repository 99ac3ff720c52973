namespace Surprisal.Losses.Tests;

public sealed class DiagnosticCorpusTests
{
    static readonly Patient[] s_healthy = [.. HealthyPatients.All().Where(p => p.IsKnown)];
    static readonly Patient[] s_broken = [.. BrokenPatients.All().Where(p => p.IsKnown)];

    [Fact]
    public void Nothing_is_found_in_healthy_batches()
    {
        Assert.InRange(s_healthy.Length, 200, int.MaxValue);
        Nothing(string.Join('\n', s_healthy.SelectMany(p => p.Examine().Select(f => $"{p}: {f.Code} {f.Seen}"))));
    }

    [Fact]
    public void Every_broken_batch_gets_its_code()
    {
        Assert.InRange(s_broken.Length, 200, int.MaxValue);
        Nothing(string.Join('\n', s_broken.Where(p => !p.Examine().Any(f => f.Code == p.Code)).Select(p => $"{p}: {Codes(p)}")));
    }

    [Fact]
    public void Every_misuse_is_in_the_corpus()
    {
        string[] broken = [.. BrokenPatients.All().Select(p => p.Code!).Distinct().Order()];
        Assert.Equal(LossDiagnostics.Misuses.Select(m => m.Code), broken);
    }

    [Fact]
    public void A_broken_batch_has_no_other_findings_than_those_of_its_cause()
    {
        // Softmax outputs are both: probabilities where logits should be, and a softmax that will be applied twice.
        string[] together = ["SUR001 SUR002"];
        var others = s_broken.Where(p => Codes(p) != p.Code && !together.Contains(Codes(p)));
        Nothing(string.Join('\n', others.Select(p => $"{p}: {Codes(p)}")));
    }

    [Fact]
    public void Every_finding_is_two_lines_with_figures()
    {
        Assert.All(s_broken.SelectMany(p => p.Examine()), finding =>
        {
            Assert.DoesNotContain('\n', finding.Seen + finding.Advice);
            Assert.Matches("[0-9∞N]", finding.Seen);
            Assert.False(finding.Advice.EndsWith('.'), finding.Advice);
            Assert.InRange(finding.Seen.Length, 20, 220);
        });
    }

    [Fact]
    public void Codes_are_numbered_from_1_without_a_gap() =>
        Assert.Equal(Enumerable.Range(1, 18).Select(i => $"SUR{i:000}"), LossDiagnostics.Misuses.Select(m => m.Code));

    [Fact]
    public void A_finding_says_what_was_seen_and_what_to_do()
    {
        var input = new DiagnosticInput(Loss.CrossEntropy, [0, 1, double.NaN, 2, 0, 1], [2, 3], [0, 1], [2], TargetsAreWhole: true);
        Assert.Equal(
            new Finding("SUR012", "1 of 6 logits are not finite, the first at row 0, column 2: NaN", "look for a division by 0, a logarithm of 0 or extreme features; try a smaller learning rate"),
            Assert.Single(LossDiagnostics.Examine(input)));
    }

    // Shows every patient where Assert.Equal would cut the text.
    static void Nothing(string patients) => Assert.True(patients.Length == 0, patients);

    static string Codes(Patient patient) => string.Join(' ', patient.Examine().Select(f => f.Code));
}
