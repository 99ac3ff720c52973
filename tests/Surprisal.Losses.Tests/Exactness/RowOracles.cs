using static Surprisal.Losses.Tests.Exactness.DoubleDouble;

namespace Surprisal.Losses.Tests.Exactness;

/// <summary>The losses of a row that know no softmax: margins, log-probabilities, and |z|/Σ|z|.</summary>
static class RowOracles
{
    /// <summary>(w_y/C)·Σ_{j≠y} max(0, margin − z_y + z_j)^q.</summary>
    /// <param name="row">The row.</param>
    /// <param name="power">q where it is not given.</param>
    public static OracleAnswer Hinge(OracleRow row, double power)
    {
        double q = row.Parameter("power", power);
        var share = (DoubleDouble)row.ClassWeight(row.Class) / row.Columns;
        var missing = row.Each(j => j == row.Class ? 0 : Max(0, HingeSlack(row, j)));
        var gradient = row.Each(j => Sign(missing[j]) == 0 ? 0 : share * q * Pow(missing[j], q - 1));
        gradient[row.Class] = -row.Sum(j => gradient[j]);
        return new(share * row.Sum(j => Pow(missing[j], q)), gradient);
    }

    public static DoubleDouble HingeSlack(OracleRow row, int j) => row.Parameter("margin", 1) + ((DoubleDouble)row.Logits[j] - row.Logits[row.Class]);

    /// <summary>Σ_j max(0, margin − ŷ_j·z_j)^q.</summary>
    public static OracleAnswer OvaHinge(OracleRow row)
    {
        double q = row.Parameter("power", 1);
        var missing = row.Each(j => Max(0, OvaSlack(row, j)));
        return new(row.Sum(j => Pow(missing[j], q)), row.Each(j => Sign(missing[j]) == 0 ? 0 : (j == row.Class ? -q : q) * Pow(missing[j], q - 1)));
    }

    public static DoubleDouble OvaSlack(OracleRow row, int j) => row.Parameter("margin", 0.5) - (DoubleDouble)(j == row.Class ? row.Logits[j] : -row.Logits[j]);

    /// <summary>−w_y·z_y.</summary>
    public static OracleAnswer Nll(OracleRow row) =>
        new(row.ClassWeight(row.Class) * -(DoubleDouble)row.Logits[row.Class], row.Each(k => k == row.Class ? -row.ClassWeight(k) : 0));

    /// <summary>log Σ|z| − log|z_y| = log(1 + Σ_{j≠y}|z_j|/|z_y|).</summary>
    public static OracleAnswer AbsNormalised(OracleRow row)
    {
        double own = Math.Abs(row.Logits[row.Class]);
        var others = row.Sum(j => j == row.Class ? 0 : Math.Abs(row.Logits[j]));
        var sum = others + own;
        return new(Log1P(others / own), row.Each(k => Math.Sign(row.Logits[k]) * (k == row.Class ? -others / own : 1) / sum));
    }
}
