using static Surprisal.Losses.Tests.Exactness.DoubleDouble;

namespace Surprisal.Losses.Tests.Exactness;

/// <summary>The losses that look at each logit alone: ℓ(z, t) and ∂ℓ/∂z.</summary>
static class ElementOracles
{
    /// <summary>−(P·t·log p + (1 − t)·log(1 − p)).</summary>
    public static OracleAnswer BinaryCrossEntropy(OracleRow row) => Each(row, k =>
    {
        var s = new OracleLogistic(row.Logits[k]);
        var t = (1 - (DoubleDouble)row.Options.LabelSmoothing) * row.Target(k) + (DoubleDouble)row.Options.LabelSmoothing / 2;
        DoubleDouble yes = row.PositiveWeight(k) * t, no = 1 - t;
        return (Weigh(yes, s.Surprisal) + Weigh(no, s.MissSurprisal), no * s.P - yes * s.Miss);
    });

    /// <summary>(1 − p_t)^γ·BCE with 1 − p_t = t·(1 − p) + (1 − t)·p.</summary>
    public static OracleAnswer BinaryFocal(OracleRow row)
    {
        double gamma = row.Parameter("gamma", 2);
        return Each(row, k =>
        {
            var s = new OracleLogistic(row.Logits[k]);
            DoubleDouble t = row.Target(k), no = 1 - t;
            DoubleDouble miss = t * s.Miss + no * s.P, entropy = Weigh(t, s.Surprisal) + Weigh(no, s.MissSurprisal), fade = Pow(miss, gamma);
            if (Sign(miss) == 0) return (Weigh(fade, entropy), 0);
            var missSlope = (1 - 2 * t) * s.P * s.Miss;
            return (Weigh(fade, entropy), fade * (gamma * Weigh(missSlope, entropy) / miss + (no * s.P - t * s.Miss)));
        });
    }

    /// <summary>−t·(1 − p)^γ₊·log p − (1 − t)·p_m^γ₋·log(1 − p_m) with p_m = max(p − margin, 0).</summary>
    public static OracleAnswer Asymmetric(OracleRow row)
    {
        double gammaNo = row.Parameter("gamma-negative", 4), gammaYes = row.Parameter("gamma-positive", 1), margin = row.Parameter("margin", 0.05);
        return Each(row, k =>
        {
            var s = new OracleLogistic(row.Logits[k]);
            DoubleDouble t = row.Target(k), fade = Pow(s.Miss, gammaYes), shifted = s.P - margin;
            var (value, slope) = (Weigh(t * fade, s.Surprisal), -t * fade * (gammaYes * Weigh(s.P, s.Surprisal) + s.Miss));
            if (!(shifted > 0)) return (value, slope);
            DoubleDouble rest = s.Miss + margin, surprisal = shifted < 0.5 ? -Log1P(-shifted) : margin == 0 ? s.MissSurprisal : -Log(rest);
            var fadeOfNo = (1 - t) * Pow(shifted, gammaNo);
            var slopeByP = gammaNo * Weigh(s.Miss, surprisal) / shifted + (margin == 0 ? 1 : s.Miss / rest);
            return (value + Weigh(fadeOfNo, surprisal), slope + fadeOfNo * s.P * slopeByP);
        });
    }

    /// <summary>|t − p|.</summary>
    public static OracleAnswer SigmoidDistance(OracleRow row) => Each(row, k =>
    {
        var s = new OracleLogistic(row.Logits[k]);
        var difference = SigmoidDifference(row, k);
        return (Abs(difference), Sign(difference) * s.P * s.Miss);
    });

    /// <summary>p − t.</summary>
    public static DoubleDouble SigmoidDifference(OracleRow row, int k)
    {
        var s = new OracleLogistic(row.Logits[k]);
        return (1 - (DoubleDouble)row.Target(k)) * s.P - row.Target(k) * s.Miss;
    }

    /// <summary>t·(log t − z).</summary>
    public static OracleAnswer KlDivergence(OracleRow row) => Each(row, k => (Weigh(row.Target(k), Log(row.Target(k)) - row.Logits[k]), -row.Target(k)));

    public static OracleAnswer Mse(OracleRow row) => ByDifference(row, d => (d * d, 2 * d));

    public static OracleAnswer L1(OracleRow row) => ByDifference(row, d => (Abs(d), Sign(d)));

    public static OracleAnswer Huber(OracleRow row)
    {
        double delta = row.Parameter("delta", 1);
        return ByDifference(row, d => Abs(d) <= delta ? (d * d / 2, d) : (delta * (Abs(d) - (DoubleDouble)delta / 2), Sign(d) * delta));
    }

    public static OracleAnswer SmoothL1(OracleRow row)
    {
        double delta = row.Parameter("delta", 1);
        return ByDifference(row, d => Abs(d) < delta ? (d * d / (2 * delta), d / delta) : (Abs(d) - (DoubleDouble)delta / 2, Sign(d)));
    }

    static OracleAnswer ByDifference(OracleRow row, Func<DoubleDouble, (DoubleDouble Value, DoubleDouble Slope)> formula) =>
        Each(row, k => formula((DoubleDouble)row.Logits[k] - row.Target(k)));

    static OracleAnswer Each(OracleRow row, Func<int, (DoubleDouble Value, DoubleDouble Slope)> formula)
    {
        DoubleDouble[] losses = new DoubleDouble[row.Columns], gradient = new DoubleDouble[row.Columns];
        for (int k = 0; k < losses.Length; k++) (losses[k], gradient[k]) = formula(k);
        return new(losses, gradient);
    }
}

/// <summary>σ(z), 1 − σ(z) and their surprisals, each with all its digits.</summary>
readonly struct OracleLogistic
{
    public OracleLogistic(double z)
    {
        DoubleDouble power = Exp(-Math.Abs(z)), log = Log1P(power), sum = 1 + power;
        (P, Miss, Surprisal, MissSurprisal) = z >= 0
            ? (1 / sum, power / sum, log, z + log)
            : (power / sum, 1 / sum, log - z, log);
    }

    public DoubleDouble P { get; }

    public DoubleDouble Miss { get; }

    /// <summary>−log p.</summary>
    public DoubleDouble Surprisal { get; }

    /// <summary>−log(1 − p).</summary>
    public DoubleDouble MissSurprisal { get; }
}
