namespace Surprisal.Losses.Tests;

/// <summary>Expected values come from 50-digit arithmetic on the very doubles that are given.</summary>
public class InformationTests
{
    const double Infinity = double.PositiveInfinity;

    public static TheoryData<double[], double[], double, double, double, double> Pairs => new()
    {
        { [0.1, 0.2, 0.7], [0.7, 0.2, 0.1], 0.80181855254333735113, 1.9693646419765251656, 1.1675460894331878145, 0.25310161544280678596 },
        { [0.3, 0.7], [0.5, 0.5], 0.61086430205489348933, 0.69314718055994527094, 0.082282878505051781609, 0.021005925701837047949 },
        { [0, 0.5, 0.25, 0.25], [0.25, 0.25, 0.25, 0.25], 1.0397207708399179641, 1.3862943611198906188, 0.34657359027997265471, 0.10788077716941784779 },
        { [0.1, 0.2, 0.3, 0.4], [0.1000001, 0.1999999, 0.3000001, 0.3999999], 1.2798542258336674771, 1.2798542258337716576, 1.0418051782624653526e-13, 2.6041661673379760799e-14 },
        { [0.25, 0.25, 0.5], [0.25 + 1.0 / (1 << 30), 0.25 - 1.0 / (1 << 30), 0.5], 1.0397207708399179641, 1.0397207708399179676, 3.4694469519536142129e-18, 8.6736173798840355072e-19 },
        { [0.125, 0.375, 0.5], [0.12500000000002842, 0.37499999999994316, 0.5000000000000284], 0.97431475286934948456, 0.97431475286934948456, 8.3472001917785145508e-27, 2.0868000479446339523e-27 },
    };

    [Theory, MemberData(nameof(Pairs))]
    public void Every_figure_keeps_its_digits_however_close_the_distributions_are(double[] p, double[] q, double entropy, double crossEntropy, double divergence, double jensenShannon)
    {
        Same(entropy, Information.Entropy(p));
        Same(crossEntropy, Information.CrossEntropy(p, q));
        Same(divergence, Information.KullbackLeibler(p, q));
        Same(jensenShannon, Information.JensenShannon(p, q));
        Same(jensenShannon, Information.JensenShannon(q, p));
    }

    [Fact]
    public void A_thousand_entries_are_as_exact_as_one()
    {
        double[] p = [.. Enumerable.Range(0, 1000).Select(i => (i + 1) / 500500.0)], q = [.. Enumerable.Reverse(p)];
        Same(6.7151064511014257806, Information.Entropy(p));
        Same(7.7073629473970721726, Information.CrossEntropy(p, q));
        Same(0.99225649629564639196, Information.KullbackLeibler(p, q));
        Same(0.19264882788071126914, Information.JensenShannon(p, q));
    }

    [Fact]
    public void Floats_are_read_as_they_are_and_summed_in_double()
    {
        float[] p = [0.1f, 0.2f, 0.3f, 0.4f], q = [0.1001f, 0.1999f, 0.3001f, 0.3999f];
        Same(1.2798542315235359008, Information.Entropy(p));
        Same(1.2798543654682187803, Information.CrossEntropy(p, q));
        Same(1.339446828795124726e-7, Information.KullbackLeibler(p, q)); // though Σp − Σq is of that size
        Same(2.6037250754355439223e-8, Information.JensenShannon(p, q));
        float[] content = new float[4];
        Information.Content(p, content);
        Assert.Equal([(float)-Math.Log(0.1f), (float)-Math.Log(0.2f), (float)-Math.Log(0.3f), (float)-Math.Log(0.4f)], content);
    }

    [Fact]
    public void Powers_of_two_have_whole_bits_and_powers_of_ten_whole_bans()
    {
        Assert.Equal(1.75, Information.Entropy((double[])[0.5, 0.25, 0.125, 0.125], LogBase.Two));
        Assert.Equal(2, Information.CrossEntropy((double[])[0, 1], [0.75, 0.25], LogBase.Two));
        Assert.Equal(1, Information.JensenShannon((double[])[0, 1], [1, 0], LogBase.Two), 1e-16);
        double[] content = [1, 0.5, 0.125, 0];
        Information.Content(content, content, LogBase.Two); // in place
        Assert.Equal([0, 1, 3, Infinity], content);
        Assert.False(double.IsNegative(content[0]));
        Information.Content((double[])[1, 0.1, 0.001], content.AsSpan(0, 3), LogBase.Ten);
        Assert.Equal([0, 1, 3], content[..3]);
    }

    [Fact]
    public void Another_base_is_another_unit()
    {
        double[] p = [0.1, 0.2, 0.7], q = [0.3, 0.3, 0.4];
        foreach (var (logBase, nats) in (ReadOnlySpan<(LogBase, double)>)[(LogBase.Two, Math.Log(2)), (LogBase.Ten, Math.Log(10))])
        {
            Same(Information.Entropy(p) / nats, Information.Entropy(p, logBase));
            Same(Information.CrossEntropy(p, q) / nats, Information.CrossEntropy(p, q, logBase));
            Same(Information.KullbackLeibler(p, q) / nats, Information.KullbackLeibler(p, q, logBase));
            Same(Information.JensenShannon(p, q) / nats, Information.JensenShannon(p, q, logBase));
        }
    }

    [Fact]
    public void Perplexity_counts_equally_likely_outcomes()
    {
        Assert.Equal(8, Information.Perplexity((double[])[.. Enumerable.Repeat(0.125, 8)]));
        Same(10, Information.Perplexity((double[])[.. Enumerable.Repeat(0.1, 10)]));
        Assert.Equal(1, Information.Perplexity((float[])[0, 1]));
        Same(Math.Exp(0.80181855254333735113), Information.Perplexity((double[])[0.1, 0.2, 0.7]));
    }

    [Fact]
    public void What_never_happens_costs_nothing_and_what_cannot_happen_costs_infinity()
    {
        Assert.Equal(0, Information.Entropy((double[])[0, 1, 0]));
        Assert.Equal(0, Information.CrossEntropy((double[])[0, 1], [0, 1]));
        Assert.Equal(0, Information.KullbackLeibler((double[])[0, 1], [0, 1]));
        Assert.Equal(0, Information.JensenShannon((double[])[0, 1], [0, 1]));
        Assert.Equal(Infinity, Information.CrossEntropy((double[])[0.5, 0.5], [0, 1]));
        Assert.Equal(Infinity, Information.KullbackLeibler((double[])[0.5, 0.5], [0, 1]));
        Same(Math.Log(2), Information.JensenShannon((double[])[1, 0], [0, 1]));
    }

    [Fact]
    public void Ratios_beyond_the_number_range_are_no_obstacle()
    {
        Same(736.82724089097390615, Information.KullbackLeibler((double[])[1, 1e-320], [1e-320, 1]));
        Same(736.82724089097390615, Information.KullbackLeibler((double[])[1], [1e-320]));
        Same(Math.Log(2), Information.JensenShannon((double[])[1, 1e-320], [1e-320, 1]));
    }

    [Fact]
    public void Divergences_of_distributions_are_never_negative_and_jensen_shannon_is_at_most_one_bit()
    {
        var random = new Random(5);
        for (int round = 0; round < 2000; round++)
        {
            // Multiples of 2⁻³⁰ that sum to one exactly: with rounded sums KL may be as negative as they differ.
            double[] p = [.. Enumerable.Repeat(0.125, 8)], q = [.. p];
            for (int i = 0; i < 8; i += 2) Move(p, i, random);
            for (int i = 1; i < 7; i += 2) Move(q, i, random);
            Assert.True(Information.KullbackLeibler(p, q) > 0);
            Assert.InRange(Information.JensenShannon(p, q), double.Epsilon, Math.Log(2));
        }
        static void Move(double[] p, int i, Random random)
        {
            double amount = random.Next(1, 1 << random.Next(1, 26)) / (double)(1 << 30);
            p[i] += amount;
            p[i + 1] -= amount;
        }
    }

    [Fact]
    public void Numbers_that_do_not_sum_to_one_are_taken_as_given()
    {
        Same(2 * Math.Log(2) - Math.Log(2), Information.KullbackLeibler((double[])[2, 1], [1, 2]));
        Same(-2 * Math.Log(2), Information.Entropy((double[])[2]));
        Same(-Math.Log(1.25), Information.KullbackLeibler((double[])[1], [1.25]));
        Assert.Equal(0, Information.Entropy(Array.Empty<double>()));
    }

    [Fact]
    public void Nan_in_is_nan_out()
    {
        double[] good = [0.5, 0.5], bad = [0.5, double.NaN], zero = [1, 0];
        Assert.True(double.IsNaN(Information.Entropy(bad)));
        Assert.True(double.IsNaN(Information.Perplexity(bad)));
        foreach (var (p, q) in (ReadOnlySpan<(double[], double[])>)[(good, bad), (bad, good), (zero, bad), (bad, zero)])
        {
            Assert.True(double.IsNaN(Information.CrossEntropy(p, q)));
            Assert.True(double.IsNaN(Information.KullbackLeibler(p, q)));
            Assert.True(double.IsNaN(Information.JensenShannon(p, q)));
        }
        double[] content = new double[2];
        Information.Content(bad, content, LogBase.Two);
        Assert.Equal([1, double.NaN], content);
    }

    [Fact]
    public void What_is_no_probability_is_refused_with_its_place()
    {
        double[] content = [7, 7];
        Assert.Equal("p[1] is -0.5; a probability of 0 or more expected.", Assert.Throws<ArgumentException>(() => Information.Content((double[])[0.5, -0.5], content)).Message);
        Assert.Equal([7, 7], content);
        Assert.Equal("q[0] is -1; a probability of 0 or more expected.", Assert.Throws<ArgumentException>(() => Information.JensenShannon((float[])[1], [-1])).Message);
        Assert.Equal("as many numbers in q as in p expected, 1, got 2.", Assert.Throws<ArgumentException>(() => Information.KullbackLeibler((double[])[1], [1, 0])).Message);
        Assert.Equal("room for as many results as probabilities expected, 1, got 2.", Assert.Throws<ArgumentException>(() => Information.Content((double[])[1], content)).Message);
    }

    /// <summary>Within four units in the last place of the value itself, small ones too.</summary>
    static void Same(double expected, double actual) => Assert.InRange(actual, expected - 9e-16 * Math.Abs(expected), expected + 9e-16 * Math.Abs(expected));
}
