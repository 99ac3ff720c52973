namespace Surprisal.Losses.Tests.Exactness;

public class DoubleDoubleTests
{
    const double Digits = 2e-30; // a few hundred of its last places: nine doublings each may cost one

    /// <summary>Function, argument, and the result of mpmath 1.3 at 60 digits, split into two doubles.</summary>
    public static TheoryData<string, double, double, double> Constants => new()
    {
        { "Exp", 1.0, 2.718281828459045, 1.4456468917292502e-16 },
        { "Exp", -1.0, 0.36787944117144233, -1.2428753672788363e-17 },
        { "Exp", 0.5, 1.6487212707001282, -4.731568479435833e-17 },
        { "Exp", -103.25, 1.44242999044028e-45, 2.7944535220370005e-62 },
        { "Exp", 88.125, 1.8715490673755397e+38, -1.697853027331577e+22 },
        { "Exp", 1e-20, 1.0, 1e-20 },
        { "Exp", 700.0, 1.0142320547350045e+304, 1.6666571920734673e+287 },
        { "Exp", -30.0, 9.357622968840175e-14, -2.1170146272646406e-30 },
        { "Exp", 0.34375, 1.4102260349257107, -4.1758810273684196e-17 },
        { "Log", 2.0, 0.6931471805599453, 2.3190468138462996e-17 },
        { "Log", 3.0, 1.0986122886681098, -9.07129723500153e-17 },
        { "Log", 10.0, 2.302585092994046, -2.1707562233822494e-16 },
        { "Log", 0.1, -2.3025850929940455, -1.7150243628057985e-16 },
        { "Log", 1.0009765625, 0.0009760859730554589, -2.8791156534096714e-20 },
        { "Log", 0.99951171875, -0.0004884004981088745, 4.833640110330175e-20 },
        { "Log", 1e+30, 69.07755278982137, 2.38940015169316e-15 },
        { "Log", 1e-30, -69.07755278982137, -2.286179106246918e-15 },
        { "Log", 1e-300, -690.7755278982137, -2.3670096176709832e-14 },
        { "Log", 1.5, 0.4054651081081644, -2.8811380259626426e-18 },
        { "Log", 0.70703125, -0.3466804132137367, -1.2904632283500345e-17 },
        { "Log", 1.4150390625, 0.3471571367212293, 8.730503249218658e-18 },
        { "Log1P", 1e-20, 1e-20, -5e-41 },
        { "Log1P", -1e-20, -1e-20, -5e-41 },
        { "Log1P", 9.313225746154785e-10, 9.313225741817976e-10, 2.692645221273596e-28 },
        { "Log1P", 0.25, 0.22314355131420976, -9.091270597324799e-18 },
        { "Log1P", -0.25, -0.2876820724517809, -2.607160616442564e-17 },
        { "Log1P", 0.5, 0.4054651081081644, -2.8811380259626426e-18 },
        { "Log1P", -0.5, -0.6931471805599453, -2.3190468138462996e-17 },
        { "Log1P", 10000000000.0, 23.025850930040455, 1.3736784183183428e-15 },
        { "ExpM1", 1e-20, 1e-20, 5e-41 },
        { "ExpM1", -1e-20, -1e-20, 5e-41 },
        { "ExpM1", 9.313225746154785e-10, 9.313225750491594e-10, 1.3463226118906587e-28 },
        { "ExpM1", 0.25, 0.2840254166877415, -2.133257464457841e-17 },
        { "ExpM1", -0.25, -0.22119921692859512, -1.0231869534531498e-17 },
        { "ExpM1", 1.0, 1.7182818284590453, -7.747991575210629e-17 },
        { "ExpM1", -1.0, -0.6321205588285577, -1.2428753672788363e-17 },
        { "ExpM1", -50.0, -1.0, 1.9287498479639178e-22 },
        { "Sqrt", 2.0, 1.4142135623730951, -9.667293313452913e-17 },
        { "Sqrt", 3.0, 1.7320508075688772, 1.0035084221806903e-16 },
        { "Sqrt", 1e-30, 1e-15, -3.6037189572868085e-32 },
        { "Sqrt", 1e+30, 1000000000000000.0, 0.009942312419328 },
        { "Sqrt", 0.1, 0.31622776601683794, 8.004969469767158e-19 },
    };

    [Theory, MemberData(nameof(Constants))]
    public void Functions_have_thirty_digits(string function, double x, double high, double low)
    {
        var expected = new DoubleDouble(high, low);
        var actual = function switch
        {
            "Exp" => DoubleDouble.Exp(x),
            "Log" => DoubleDouble.Log(x),
            "Log1P" => DoubleDouble.Log1P(x),
            "ExpM1" => DoubleDouble.ExpM1(x),
            _ => DoubleDouble.Sqrt(x),
        };
        Close(expected, actual);
    }

    [Fact]
    public void Sums_products_and_quotients_keep_what_doubles_round_away()
    {
        DoubleDouble third = (DoubleDouble)1 / 3;
        Close(new(0.3333333333333333, 1.850371707708594e-17), third);
        Close(1, third * 3);
        Assert.Equal(1e-25, (double)((DoubleDouble)1 + 1e-25 - 1));
        Assert.Equal(-1, (double)((DoubleDouble)1e30 - 1 - 1e30));
        Assert.Equal(Math.ScaleB(1, -54), (double)(((DoubleDouble)1 + Math.ScaleB(1, -27)) * (1 + Math.ScaleB(1, -27)) - 1 - Math.ScaleB(1, -26)));
    }

    [Fact]
    public void Inverse_functions_return_to_their_argument()
    {
        var random = new Random(3);
        for (int i = 0; i < 10_000; i++)
        {
            DoubleDouble x = (DoubleDouble)(random.NextDouble() * 600 - 300) + random.NextDouble() * 1e-20;
            Close(1, DoubleDouble.Log(DoubleDouble.Exp(x)) / x, 1e-28); // eˣ moves x's last digits by as much as x itself
            var small = x * Math.ScaleB(1, -10 - i % 100);
            Close(small, DoubleDouble.Log1P(DoubleDouble.ExpM1(small)));
            var root = DoubleDouble.Sqrt(DoubleDouble.Abs(x));
            Close(DoubleDouble.Abs(x), root * root);
        }
    }

    [Fact]
    public void Infinities_and_zeros_follow_the_doubles()
    {
        DoubleDouble infinity = DoubleDouble.PositiveInfinity;
        Assert.Equal(infinity, infinity + 1);
        Assert.Equal(-infinity, 1 - infinity);
        Assert.Equal(infinity, infinity * 2);
        Assert.Equal(0, (double)(1 / infinity));
        Assert.Equal(infinity, (DoubleDouble)1 / 0);
        Assert.Equal(0, (double)DoubleDouble.Exp(-infinity));
        Assert.Equal(infinity, DoubleDouble.Exp(infinity));
        Assert.Equal(-infinity, DoubleDouble.Log(0));
        Assert.Equal(infinity, DoubleDouble.Log(infinity));
        Assert.Equal(-infinity, DoubleDouble.Log1P(-1));
        Assert.Equal(-1, (double)DoubleDouble.ExpM1(-infinity));
        Assert.Equal(0, (double)DoubleDouble.Weigh(0, infinity));
        Assert.True(double.IsNaN((double)(infinity - infinity)));
        Assert.True(double.IsNaN((double)DoubleDouble.Log(-1)));
        Assert.True(double.IsNaN((double)DoubleDouble.Exp(DoubleDouble.NaN)));
        Assert.False(DoubleDouble.NaN < 1 || DoubleDouble.NaN >= 1);
    }

    [Fact]
    public void Comparisons_look_at_the_digits_that_doubles_lack()
    {
        DoubleDouble more = (DoubleDouble)1 + 1e-25;
        Assert.True(more > 1 && 1 < more && more >= 1 && !(more <= 1));
        Assert.Equal(more, DoubleDouble.Max(1, more));
        Assert.Equal(more, DoubleDouble.Abs(-more));
        Assert.Equal(-1, DoubleDouble.Sign(1 - more));
    }

    [Fact]
    public void Powers_are_products_or_exponentials()
    {
        Close(new(1.4142135623730951, -9.667293313452913e-17), DoubleDouble.Pow(2, 0.5));
        Assert.Equal(8, (double)DoubleDouble.Pow(2, 3));
        Assert.Equal(1, (double)DoubleDouble.Pow(0, 0));
        Assert.Equal(0, (double)DoubleDouble.Pow(0, 0.5));
    }

    static void Close(DoubleDouble expected, DoubleDouble actual, double relative = Digits) =>
        Assert.InRange((double)DoubleDouble.Abs((actual - expected) / expected), 0, relative);
}
