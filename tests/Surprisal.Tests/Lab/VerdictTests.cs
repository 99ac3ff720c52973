namespace Surprisal.Tests.Lab;

/// <summary>Verdicts are read off the numbers: numbers that are turned around turn them around.</summary>
public sealed class VerdictTests
{
    static readonly LabChart s_chart = new("", "", "", []);
    static readonly LabArm s_good = Arm("good", 0.01, 0.8, 0.8), s_bad = Arm("bad", 0.3, 0.7, 0.9);

    [Fact]
    public void Why_log()
    {
        double[] halves = new double[2000];
        Array.Fill(halves, 0.5);
        // 2⁻¹⁴⁹ is the least float and 2⁻¹⁰⁷⁴ the least double; half of each rounds to 0.
        var vanishing = WhyLog.Of(halves);
        Assert.Equal((150, 1075), (vanishing.SingleZero, vanishing.DoubleZero));
        Assert.Equal(2000 * Math.Log(2), vanishing.Exact, 1e-9);
        Assert.True(vanishing.Confirms);
        Assert.StartsWith("A product of 2,000 probabilities is exactly 0 from factor 150 on, in double precision from 1075 on; the sum of their logarithms is −1,386.3 nats", vanishing.Verdict, StringComparison.Ordinal);
        Assert.StartsWith("Of these 200 probabilities the product vanishes in single precision only", WhyLog.Of(halves.AsSpan(0, 200)).Verdict, StringComparison.Ordinal);
        Assert.StartsWith("Of these 100 probabilities not even the product vanishes", WhyLog.Of(halves.AsSpan(0, 100)).Verdict, StringComparison.Ordinal);
        Assert.False(WhyLog.Of(halves.AsSpan(0, 200)).Confirms);
    }

    [Fact]
    public void Why_exp()
    {
        Turns(new WhyExp(s_good, s_bad, s_chart), new WhyExp(s_bad, s_good, s_chart), new WhyExp(s_good, s_good, s_chart));
        Assert.Equal("exp wins: the same linear model ends 0.010 nats over the floor, with |z| 0.300; right in 80.0 % against 70.0 %.", new WhyExp(s_good, s_bad, s_chart).Verdict);
        Assert.Contains("judged by 4,000 other rows", new WhyExp(s_good, s_bad, s_chart).Method, StringComparison.Ordinal); // in any culture
        Assert.StartsWith("|z| wins", new WhyExp(s_bad, s_good, s_chart).Verdict, StringComparison.Ordinal);
        Assert.StartsWith("No difference shown", new WhyExp(s_good, s_good, s_chart).Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void Why_not_distance() => Turns(
        new WhyNotDistance(s_good, s_bad, 1, 1e-4, s_chart), new WhyNotDistance(s_bad, s_good, 1e-4, 1, s_chart), new WhyNotDistance(s_good, s_good, 1, 1, s_chart));

    [Fact]
    public void Why_not_squared_error()
    {
        WhyNotSquaredError.Pace fast = new(3, 10, 1), slow = new(6, double.PositiveInfinity, 1e-4);
        Turns(new WhyNotSquaredError(fast, slow, s_chart), new WhyNotSquaredError(slow, fast, s_chart), new WhyNotSquaredError(fast, fast, s_chart));
        Assert.Equal("From a sure mistake squared error needs more than 1,000 steps where cross-entropy needs 10; from nothing 6 against 3.", new WhyNotSquaredError(fast, slow, s_chart).Verdict);
        var slowOnlyWhenWrong = new WhyNotSquaredError(fast, new(2, 90, 1e-4), s_chart);
        Assert.EndsWith("from nothing 2 against 3, where it is no slower.", slowOnlyWhenWrong.Verdict, StringComparison.Ordinal);
        Assert.False(slowOnlyWhenWrong.Confirms);
    }

    [Fact]
    public void Softmax_or_sigmoid()
    {
        SoftmaxOrSigmoid.Case one = new("one", true, s_good, s_bad), any = new("any", false, s_bad, s_good);
        Turns(
            new SoftmaxOrSigmoid(one, any), new SoftmaxOrSigmoid(one with { Softmax = s_bad, Sigmoid = s_good }, any),
            new SoftmaxOrSigmoid(one with { Sigmoid = s_good }, any));
        Assert.Equal("Nats over the floor, softmax against sigmoids: one: softmax (0.010 against 0.300); any: sigmoid (0.300 against 0.010).", new SoftmaxOrSigmoid(one, any).Verdict);
    }

    [Fact]
    public void Na_class()
    {
        Turns(new NaClass(s_good, s_bad, s_bad), new NaClass(s_bad, s_good, s_good), new NaClass(s_good, s_good, s_good));
        Assert.Equal(
            "The sigmoids answer right more often, 80.0 % against 70.0 %; the probabilities of the sigmoids are better, 0.010 nats over the floor against 0.300.",
            new NaClass(s_bad, s_good, s_good).Verdict);
    }

    [Fact]
    public void Label_smoothing()
    {
        LabArm sure = Arm("sure", 0.3, 0.7, 0.9), unsure = Arm("unsure", 0.1, 0.75, 0.8);
        Turns(new LabelSmoothing(sure, unsure, sure, unsure), new LabelSmoothing(unsure, sure, unsure, sure), new LabelSmoothing(sure, sure, sure, sure));
        Assert.StartsWith("Accuracy rises from 70.0 % to 75.0 %, confidence falls from 90.0 % to 80.0 %", new LabelSmoothing(sure, unsure, sure, unsure).Verdict, StringComparison.Ordinal);
        Assert.StartsWith("No difference in accuracy shown, nor in confidence", new LabelSmoothing(sure, sure, sure, sure).Verdict, StringComparison.Ordinal);
        Assert.False(new LabelSmoothing(sure, Arm("unsure", 0.1, 0.71, 0.8), sure, unsure).Confirms); // one percent is not a few
    }

    [Fact]
    public void Double_softmax()
    {
        Turns(
            new DoubleSoftmax(s_good, s_bad, s_bad, s_bad, [0.5, 0.7, 0.1], 2.7, 0.55, s_chart), new DoubleSoftmax(s_bad, s_good, s_good, s_good, [0.5, 0.5, 0.7], 1, 0.55, s_chart),
            new DoubleSoftmax(s_good, s_good, s_good, s_good, [0.5, 0.5, 0.1], 2.7, 0.55, s_chart));
        Assert.Contains("above the floor", new DoubleSoftmax(s_bad, s_good, s_good, s_good, [0.5, 0.5, 0.7], 1, 0.55, s_chart).Verdict, StringComparison.Ordinal);
    }

    /// <summary>The first bears out the usual answer, the second contradicts it, the third shows nothing: three verdicts.</summary>
    static void Turns(params LabAnswer[] answers)
    {
        Assert.Equal(3, answers.Select(answer => answer.Verdict).Distinct().Count());
        Assert.Equal([true, false, false], answers.Select(answer => answer.Confirms));
    }

    /// <summary>Three draws that differ a little, as draws do.</summary>
    static LabArm Arm(string name, double excess, double accuracy, double confidence) => new(name, [.. ((double[])[-1, 0, 1]).Select(luck => new KnownScores
    {
        Floor = 0.4,
        Excess = excess * (1 + 0.02 * luck),
        Calibration = excess / 2,
        Accuracy = accuracy * (1 + 0.001 * luck),
        Confidence = confidence * (1 + 0.001 * luck),
    })]);
}
