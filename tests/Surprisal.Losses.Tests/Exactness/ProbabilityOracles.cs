using static Surprisal.Losses.Tests.Exactness.DoubleDouble;

namespace Surprisal.Losses.Tests.Exactness;

/// <summary>The losses that compare the distributions p and Y.</summary>
static class ProbabilityOracles
{
    /// <summary>Σ |Y − p|; its gradient p_k·Σ_j (s_k − s_j)·p_j with s = sign(p − Y) is summed sign by sign.</summary>
    public static OracleAnswer ExpectationL1(OracleRow row)
    {
        var softmax = new OracleSoftmax(row.Logits);
        DoubleDouble[] errors = Errors(row, softmax), bySign = [0, 0, 0];
        for (int k = 0; k < errors.Length; k++) bySign[Sign(errors[k]) + 1] += softmax.Probabilities[k];
        return new(row.Sum(k => Abs(errors[k])), row.Each(k =>
        {
            int sign = Sign(errors[k]);
            return softmax.Probabilities[k] * ((sign + 1) * bySign[0] + sign * bySign[1] + (sign - 1) * bySign[2]);
        }));
    }

    public static OracleAnswer ExpectationL2(OracleRow row)
    {
        var softmax = new OracleSoftmax(row.Logits);
        var errors = Errors(row, softmax);
        return new(row.Sum(k => errors[k] * errors[k]), softmax.ByProbabilities(row.Each(k => 2 * errors[k])));
    }

    public static OracleAnswer ExpectationLinf(OracleRow row)
    {
        var softmax = new OracleSoftmax(row.Logits);
        var errors = Errors(row, softmax);
        int at = Farthest(row, errors);
        var slope = Sign(errors[at]) * softmax.Probabilities[at];
        return new(Abs(errors[at]), row.Each(k => slope * (k == at ? softmax.Misses[at] : -softmax.Probabilities[k])));
    }

    /// <summary>−a/(b + n − a) with a = ⟨p, Y⟩, b = ⟨p, p⟩, n = ⟨Y, Y⟩.</summary>
    public static OracleAnswer Tanimoto(OracleRow row)
    {
        var softmax = new OracleSoftmax(row.Logits);
        var (p, errors) = (softmax.Probabilities, Errors(row, softmax));
        DoubleDouble a = row.Sum(k => p[k] * row.Target(k)), b = row.Sum(k => p[k] * p[k]), n = row.Sum(k => (DoubleDouble)row.Target(k) * row.Target(k));
        var below = row.Sum(k => errors[k] * errors[k]) + a;
        int only = OnlyClass(row);
        var slopes = row.Each(k => (k != only ? 2 * a * p[k] - row.Target(k) * (b + n)
            : -(softmax.Misses[k] * (1 + p[k]) + SquaresBut(p, k))) / (below * below)); // 2p² − (b + 1) = −(1 − p)(1 + p) − Σ_{j≠y} p_j²
        return new(-a / below, softmax.ByProbabilities(slopes));
    }

    /// <summary>−log(a/√(b·n)).</summary>
    public static OracleAnswer CauchySchwarz(OracleRow row)
    {
        var softmax = new OracleSoftmax(row.Logits);
        var p = softmax.Probabilities;
        DoubleDouble b = row.Sum(k => p[k] * p[k]), n = row.Sum(k => (DoubleDouble)row.Target(k) * row.Target(k));
        DoubleDouble a = row.Sum(k => p[k] * row.Target(k)), logA = LogInnerProduct(row, softmax);
        var (residues, squares) = Residues(row, p, a / n);
        // b·n/a² = 1 + n·Σr²/a²; where p has little of Y, logarithms, because a² would be gone.
        var loss = squares * n < a * a ? Log1P(squares * n / (a * a)) / 2 : (Log(b) + Log(n)) / 2 - logA;
        return new(loss, row.Each(k => row.Target(k) == 0 ? p[k] * p[k] / b
            : squares < b * 0.25 ? p[k] * (a * residues[k] - squares * row.Target(k)) / (a * b)
            : p[k] * p[k] / b - ShareOfInnerProduct(row, logA, k)));
    }

    /// <summary>−a/√b.</summary>
    public static OracleAnswer Spherical(OracleRow row)
    {
        var softmax = new OracleSoftmax(row.Logits);
        var p = softmax.Probabilities;
        DoubleDouble a = row.Sum(k => p[k] * row.Target(k)), b = row.Sum(k => p[k] * p[k]), n = row.Sum(k => (DoubleDouble)row.Target(k) * row.Target(k));
        var (residues, squares) = Residues(row, p, a / n);
        return new(-a / Sqrt(b), row.Each(k => p[k] * (a * residues[k] - squares * row.Target(k)) / (b * Sqrt(b))));
    }

    /// <summary>The largest |p − Y|, and how far the second lies below, relatively.</summary>
    public static (double Distance, double Lead) Farthest(OracleRow row)
    {
        var errors = Errors(row, new(row.Logits));
        int at = Farthest(row, errors);
        double lead = 1;
        for (int k = 0; k < errors.Length; k++)
            if (k != at) lead = Math.Min(lead, (double)(1 - Abs(errors[k]) / Abs(errors[at])));
        return ((double)Abs(errors[at]), lead);
    }

    /// <summary>p − Y without cancellation at Y = 1: p·(1 − Y) − Y·(1 − p).</summary>
    public static DoubleDouble[] Errors(OracleRow row, OracleSoftmax softmax) =>
        row.Each(k => softmax.Probabilities[k] * (1 - (DoubleDouble)row.Target(k)) - row.Target(k) * softmax.Misses[k]);

    static int Farthest(OracleRow row, DoubleDouble[] errors)
    {
        int at = Math.Max(OnlyClass(row), 0);
        for (int k = 0; k < errors.Length; k++)
            if (Abs(errors[k]) > Abs(errors[at])) at = k;
        return at;
    }

    /// <summary>The class that has all of Y, or −1.</summary>
    static int OnlyClass(OracleRow row)
    {
        int only = -1;
        for (int k = 0; k < row.Columns; k++)
        {
            if (row.Target(k) == 0) continue;
            if (row.Target(k) != 1 || only >= 0) return -1;
            only = k;
        }
        return only;
    }

    static DoubleDouble SquaresBut(DoubleDouble[] p, int but) => OracleSoftmax.Others(Array.ConvertAll(p, x => x * x))[but];

    /// <summary>What p has beside Y's direction, r = p − (a/n)·Y: Σr² = b − a²/n keeps the digits that the difference loses.</summary>
    static (DoubleDouble[] Residues, DoubleDouble Squares) Residues(OracleRow row, DoubleDouble[] p, DoubleDouble share)
    {
        var residues = row.Each(k => p[k] - share * row.Target(k));
        return (residues, row.Sum(k => residues[k] * residues[k]));
    }

    /// <summary>log ⟨p, Y⟩, also where p·Y itself would be 0.</summary>
    static DoubleDouble LogInnerProduct(OracleRow row, OracleSoftmax softmax)
    {
        DoubleDouble top = -PositiveInfinity;
        for (int k = 0; k < row.Columns; k++)
            if (row.Target(k) != 0) top = Max(top, softmax.LogProbabilities[k]);
        return double.IsInfinity(top.High) ? top
            : top + Log(row.Sum(k => row.Target(k) == 0 ? 0 : row.Target(k) * Exp(softmax.LogProbabilities[k] - top)));
    }

    /// <summary>p_k·Y_k/a; all of it where only this class has a part of Y, and p_k is 0.</summary>
    static DoubleDouble ShareOfInnerProduct(OracleRow row, DoubleDouble logA, int k)
    {
        if (double.IsInfinity(logA.High)) return 1;
        // Against the largest logit that Y names: at 1e30 the logarithm of p no longer has its digits.
        double top = Enumerable.Range(0, row.Columns).Where(j => row.Target(j) != 0).Max(j => row.Logits[j]);
        DoubleDouble Of(int j) => row.Target(j) == 0 ? 0 : row.Target(j) * Exp((DoubleDouble)row.Logits[j] - top);
        return Of(k) / row.Sum(Of);
    }
}
