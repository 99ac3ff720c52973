namespace Surprisal.Tests;

public class ThresholdTuningTests
{
    static double[] ForF1(float[] probabilities, float[] truths, int labels) =>
        ThresholdTuning.ForF1(new(probabilities, probabilities.Length / labels, labels), new(truths, truths.Length / labels, labels));

    // By hand: saying yes to the upper three of five has 2 hits of 3 said and 2 true: F1 = 4/5, any other cut less.
    [Fact]
    public void The_cut_of_one_label_lies_halfway_between_the_rows_that_it_parts() =>
        Assert.Equal([0.40625], ForF1([0.875f, 0.75f, 0.5f, 0.3125f, 0.125f], [1, 0, 1, 0, 0], labels: 1));

    [Fact]
    public void Rows_of_equal_probability_are_never_parted() => Assert.Equal([0.375], ForF1([0.5f, 0.5f, 0.25f], [0, 1, 0], labels: 1));

    [Fact]
    public void A_label_that_is_never_there_is_hardly_ever_said_and_one_that_always_is_always() => Assert.Equal([0.875, 0.125], ForF1([0.75f, 0.25f, 0.5f, 0.5f], [0, 1, 0, 1], labels: 2));

    // Against every pair of cuts: the largest micro-averaged F1 there is.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void No_other_thresholds_have_a_larger_micro_F1(int seed)
    {
        var random = new Random(seed);
        float[] probabilities = [.. Enumerable.Range(0, 60).Select(_ => random.Next(1, 32) / 32f)];
        float[] truths = [.. probabilities.Select((p, i) => random.NextDouble() < (i % 2 == 0 ? p : p * p * p) ? 1f : 0f)];
        double best = 0;
        for (int first = 0; first <= 32; first++)
            for (int second = 0; second <= 32; second++) best = Math.Max(best, MicroF1([first / 32.0, second / 32.0], probabilities, truths));
        Near.Equal(best, MicroF1(ForF1(probabilities, truths, labels: 2), probabilities, truths));
    }

    [Fact]
    public void What_is_no_probability_or_truth_is_refused()
    {
        string Message(float p, float t) => Assert.Throws<ArgumentException>(() => ForF1([0.5f, p], [1, t], labels: 2)).Message;
        Assert.Equal("row 0: the probability in column 1 is NaN, expected one from 0 to 1.", Message(float.NaN, 0));
        Assert.Equal("row 0: the truth of label 1 is 0.5, expected 0 or 1.", Message(0.5f, 0.5f));
        Assert.Equal("there are no rows to tune thresholds on.", Assert.Throws<ArgumentException>(() => ForF1([], [], labels: 1)).Message);
    }

    static double MicroF1(double[] thresholds, float[] probabilities, float[] truths)
    {
        int hits = 0, said = 0, there = 0;
        for (int i = 0; i < probabilities.Length; i++)
        {
            bool says = probabilities[i] > thresholds[i % thresholds.Length], is1 = truths[i] == 1;
            (hits, said, there) = (hits + (says && is1 ? 1 : 0), said + (says ? 1 : 0), there + (is1 ? 1 : 0));
        }

        return 2.0 * hits / (said + there);
    }
}
