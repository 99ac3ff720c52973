using System.Globalization;

namespace Surprisal;

/// <summary>The probability of all answers at once: as a product in both number types, and as a sum of logarithms.</summary>
/// <param name="Factors">How many probabilities were multiplied.</param>
/// <param name="SingleZero">After how many the product in single precision is 0; infinite if never.</param>
/// <param name="DoubleZero">The same in double precision.</param>
/// <param name="Sum">Σ −ln p of all, in nats, in single precision.</param>
/// <param name="Exact">The same, summed in double precision.</param>
/// <param name="Lines">What each makes of it as factors are added.</param>
public sealed record WhyLog(int Factors, double SingleZero, double DoubleZero, double Sum, double Exact, LabChart Lines) : LabAnswer
{
    const int Rows = 1000;

    /// <inheritdoc/>
    public override bool Confirms => double.IsFinite(SingleZero) && double.IsFinite(DoubleZero) && SumError < 1e-3;

    /// <inheritdoc/>
    public override string Verdict => Confirms
        ? string.Create(CultureInfo.InvariantCulture, $"A product of {Factors:#,0} probabilities is exactly 0 from factor {SingleZero:0} on, in double precision from {DoubleZero:0} on; the sum of their logarithms is −{Sum:#,0.0} nats, off by {SumError:0.0e0} of itself.")
        : string.Create(CultureInfo.InvariantCulture, $"Of these {Factors:#,0} probabilities {(double.IsFinite(DoubleZero) ? "the product vanishes" : double.IsFinite(SingleZero) ? "the product vanishes in single precision only" : "not even the product vanishes")}; the sum of logarithms is off by {SumError:0.0e0} of itself.");

    /// <inheritdoc/>
    public override string Method => FormattableString.Invariant($"The true probabilities of the answers to {Factors:#,0} rows from ten, multiplied one by one, and their logarithms added in single precision.");

    /// <inheritdoc/>
    public override LabTable Table => new(
        [new("0 from factor", LabUnit.Count), new("−ln of the result", LabUnit.Nats)],
        [
            new("product, single precision", SingleZero, double.IsFinite(SingleZero) ? double.PositiveInfinity : Exact),
            new("product, double precision", DoubleZero, double.IsFinite(DoubleZero) ? double.PositiveInfinity : Exact),
            new("sum of logarithms, single", double.PositiveInfinity, Sum),
            new("sum of logarithms, double", double.PositiveInfinity, Exact),
        ]);

    double SumError => Math.Abs(Sum - Exact) / Exact;

    /// <inheritdoc/>
    public override LabChart Chart => Lines;

    internal static WhyLog Measure(LabRun run)
    {
        var sample = KnownTruths.Ten.Draw(Rows, run.Seed);
        double[] factors = new double[sample.Rows];
        for (int row = 0; row < factors.Length; row++) factors[row] = sample.Posterior(row)[sample.Data.Targets!.Classes[row]];
        return Of(factors);
    }

    /// <summary>Of any probabilities.</summary>
    internal static WhyLog Of(ReadOnlySpan<double> factors)
    {
        float single = 1, sum = 0;
        double product = 1, singleZero = double.PositiveInfinity, doubleZero = double.PositiveInfinity;
        double exact = 0;
        double[] at = new double[factors.Length], singles = new double[at.Length], doubles = new double[at.Length], sums = new double[at.Length];
        for (int i = 0; i < at.Length; i++)
        {
            single *= (float)factors[i];
            product *= factors[i];
            sum -= MathF.Log((float)factors[i]);
            exact -= Math.Log(factors[i]);
            if (single == 0) singleZero = Math.Min(singleZero, i + 1);
            if (product == 0) doubleZero = Math.Min(doubleZero, i + 1);
            (at[i], singles[i], doubles[i], sums[i]) = (i + 1, -Math.Log(single), -Math.Log(product), sum);
        }

        return new(factors.Length, singleZero, doubleZero, sum, exact, new LabChart(
            "−ln of the probability of all answers so far", "factors", "nats",
            [new("product, single precision", at, singles), new("product, double precision", at, doubles), new("sum of logarithms, single", at, sums)]));
    }
}
