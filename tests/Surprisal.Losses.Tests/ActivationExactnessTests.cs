using Surprisal.Losses.Tests.Exactness;
using Surprisal.Numerics;

namespace Surprisal.Losses.Tests;

/// <summary>Activations beside 32-digit arithmetic on the same numbers.</summary>
public class ActivationExactnessTests
{
    // One, around a register of floats and doubles of each width, ten, many.
    static readonly int[] s_columns = [1, 2, 3, 4, 5, 7, 8, 9, 10, 15, 16, 17, 33, 1000];

    delegate void RowFunction<T>(ReadOnlyMatrixSpan<T> logits, MatrixSpan<T> results)
        where T : unmanaged;

    /// <summary>Every activation in both number types, with its exact value at a place of a row.</summary>
    sealed record Case(string Name, RowFunction<float> Floats, RowFunction<double> Doubles, Func<double[], int, DoubleDouble> Exact)
    {
        public static readonly Case[] All =
        [
            new("softmax", Activations.Softmax, Activations.Softmax, (z, k) => 1 / Sum(z, z[k])),
            new("log-softmax", Activations.LogSoftmax, Activations.LogSoftmax, (z, k) => -DoubleDouble.Log1P(Sum(z, z[k], but: k))),
            new("log-sum-exp", (z, p) => Spread(z, p, Activations.LogSumExp), (z, p) => Spread(z, p, Activations.LogSumExp), (z, _) => z.Max() + DoubleDouble.Log(Sum(z, z.Max()))),
            new("sigmoid", (z, p) => Activations.Sigmoid(z.Values, p.Values), (z, p) => Activations.Sigmoid(z.Values, p.Values), (z, k) => 1 / (1 + DoubleDouble.Exp(-z[k]))),
            new("log-sigmoid", (z, p) => Activations.LogSigmoid(z.Values, p.Values), (z, p) => Activations.LogSigmoid(z.Values, p.Values), (z, k) => LogSigmoid(z[k])),
            new("exponential", (z, p) => Activations.Exponential(z.Values, p.Values), (z, p) => Activations.Exponential(z.Values, p.Values), (z, k) => DoubleDouble.Exp(z[k])),
            new("abs-normalise", Activations.AbsNormalise, Activations.AbsNormalise, (z, k) => Math.Abs(z[k]) / z.Aggregate((DoubleDouble)0, (sum, x) => sum + Math.Abs(x))),
        ];

        public override string ToString() => Name;

        static DoubleDouble Sum(double[] z, double reference, int but = -1)
        {
            DoubleDouble sum = 0;
            for (int j = 0; j < z.Length; j++) if (j != but) sum += DoubleDouble.Exp((DoubleDouble)z[j] - reference);
            return sum;
        }

        static DoubleDouble LogSigmoid(double z) => z < 0 ? z - DoubleDouble.Log1P(DoubleDouble.Exp(z)) : -DoubleDouble.Log1P(DoubleDouble.Exp(-z));

        delegate void OnePerRow<T>(ReadOnlyMatrixSpan<T> logits, Span<T> results)
            where T : unmanaged;

        static void Spread<T>(ReadOnlyMatrixSpan<T> z, MatrixSpan<T> p, OnePerRow<T> function)
            where T : unmanaged
        {
            var sums = new T[z.Rows];
            function(z, sums);
            for (int row = 0; row < z.Rows; row++) p[row].Fill(sums[row]);
        }
    }

    public static TheoryData<string> Names => [.. Case.All.Select(c => c.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Floats_lie_within_one_ulp_of_the_exact_value(string name)
    {
        var c = Case.All.Single(c => c.Name == name);
        double worst = 0;
        foreach (var (z, rows, columns) in Batches())
        {
            float[] logits = [.. z.Select(x => (float)x)], results = new float[z.Length];
            c.Floats(logits.AsMatrix(columns), results.AsMatrix(columns));
            for (int row = 0; row < rows; row++)
            {
                double[] line = [.. logits.Skip(row * columns).Take(columns).Select(x => (double)x)];
                for (int k = 0; k < columns; k += 1 + columns / 40)
                    worst = Math.Max(worst, AssertClose.Ulps((double)c.Exact(line, k), results[row * columns + k]));
            }
        }
        Assert.InRange(worst, 0.4, 1); // below 0.4 nothing would have been measured: rounding alone gives 0.5
    }

    [Theory, MemberData(nameof(Names))]
    public void Doubles_keep_their_digits(string name)
    {
        var c = Case.All.Single(c => c.Name == name);
        double worst = 0;
        foreach (var (z, rows, columns) in Batches())
        {
            double[] results = new double[z.Length];
            c.Doubles(z.AsMatrix(columns), results.AsMatrix(columns));
            for (int row = 0; row < rows; row++)
            {
                for (int k = 0; k < columns; k += 1 + columns / 40)
                {
                    double exact = (double)c.Exact(z[(row * columns)..((row + 1) * columns)], k), actual = results[row * columns + k];
                    double off = Math.Abs(exact - actual) / (Math.BitIncrement(Math.Abs(exact)) - Math.Abs(exact));
                    Assert.InRange(off, 0, 4 + columns / 50); // a plain sum of many exponentials rounds as often
                    worst = Math.Max(worst, off);
                }
            }
        }
        Assert.InRange(worst, 0.4, 30);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_row_gives_the_same_bits_alone_in_a_batch_and_in_place(string name)
    {
        var c = Case.All.Single(c => c.Name == name);
        foreach (var (z, rows, columns) in Batches())
        {
            double[] batch = new double[z.Length], alone = new double[z.Length], over = [.. z];
            c.Doubles(z.AsMatrix(columns), batch.AsMatrix(columns));
            c.Doubles(over.AsMatrix(columns), over.AsMatrix(columns));
            for (int row = 0; row < rows; row++) c.Doubles(z.AsMatrix(columns).SliceRows(row, 1), alone.AsMatrix(columns).SliceRows(row, 1));
            Assert.Equal(batch, alone);
            Assert.Equal(batch, over);
            float[] floats = [.. z.Select(x => (float)x)], together = new float[z.Length], one = new float[z.Length];
            c.Floats(floats.AsMatrix(columns), together.AsMatrix(columns));
            for (int row = 0; row < rows; row++) c.Floats(floats.AsMatrix(columns).SliceRows(row, 1), one.AsMatrix(columns).SliceRows(row, 1));
            c.Floats(floats.AsMatrix(columns), floats.AsMatrix(columns));
            Assert.Equal(together, one);
            Assert.Equal(together, floats);
        }
    }

    /// <summary>Eleven rows: moderate, spread, sure of one class, far from 0, nearly alike.</summary>
    static IEnumerable<(double[] Logits, int Rows, int Columns)> Batches()
    {
        var random = new Random(11);
        foreach (int columns in s_columns)
        {
            double[] z = new double[11 * columns];
            for (int row = 0; row < 11; row++)
            {
                double spread = (row % 5) switch { 1 => 90, 4 => 1e-6, _ => 4 }, shift = row % 5 == 3 ? 60 : 0;
                for (int k = 0; k < columns; k++) z[row * columns + k] = shift + spread * (random.NextDouble() - 0.5);
                if (row % 5 == 2) z[row * columns + columns / 2] += 18;
            }
            yield return (z, 11, columns);
        }
    }
}
