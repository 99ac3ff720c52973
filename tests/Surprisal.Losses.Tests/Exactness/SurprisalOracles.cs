using static Surprisal.Losses.Tests.Exactness.DoubleDouble;

namespace Surprisal.Losses.Tests.Exactness;

/// <summary>The losses that are a function of log p_y; for soft targets Σ Y_k·ℓ(log p_k).</summary>
static class SurprisalOracles
{
    public static OracleAnswer CrossEntropy(OracleRow row)
    {
        var softmax = new OracleSoftmax(row.Logits);
        var answer = Expectation(row, softmax, (_, _, logP) => (-logP, -1));
        if (row.Options.ZLoss == 0) return answer;
        DoubleDouble z = softmax.LogSumExp, weight = row.Options.ZLoss;
        return new(answer.Losses[0] + weight * z * z, row.Each(k => answer.Gradient[k] + 2 * weight * Weigh(softmax.Probabilities[k], z)));
    }

    public static OracleAnswer Focal(OracleRow row)
    {
        double gamma = row.Parameter("gamma", 2);
        return Expectation(row, new(row.Logits), (p, miss, logP) =>
            (Weigh(Pow(miss, gamma), -logP), Fade(miss, gamma) * (gamma * Weigh(p, logP) - miss)));
    }

    public static OracleAnswer Poly(OracleRow row)
    {
        double epsilon = row.Parameter("epsilon", 1);
        return Expectation(row, new(row.Logits), (_, miss, logP) =>
            ((1 + (DoubleDouble)epsilon) * miss + Beyond(-logP, miss), epsilon * miss - (1 + (DoubleDouble)epsilon)));
    }

    /// <summary>x − (1 − e⁻ˣ): even 32 digits do not survive that subtraction where x is tiny.</summary>
    static DoubleDouble Beyond(DoubleDouble x, DoubleDouble miss)
    {
        if (!(x.High < 0.1)) return x - miss;
        DoubleDouble term = x * x / 2, sum = term;
        for (int n = 3; n < 25; n++) sum += term *= -x / n;
        return sum;
    }

    public static OracleAnswer GeneralizedCrossEntropy(OracleRow row)
    {
        double q = row.Parameter("q", 0.7);
        return Expectation(row, new(row.Logits), (_, _, logP) => (-ExpM1(q * logP) / q, -Exp(q * logP)));
    }

    public static OracleAnswer SymmetricCrossEntropy(OracleRow row)
    {
        double alpha = row.Parameter("alpha", 0.1), beta = row.Parameter("beta", 1), logZero = row.Parameter("log-zero", -4);
        return Expectation(row, new(row.Logits), (p, miss, logP) =>
            (Weigh(alpha, -logP) - (DoubleDouble)beta * logZero * miss, (DoubleDouble)beta * logZero * p - alpha));
    }

    /// <summary>Σ (Y·log p)².</summary>
    public static OracleAnswer LogSquared(OracleRow row)
    {
        var softmax = new OracleSoftmax(row.Logits);
        DoubleDouble[] terms = row.Each(k => Weigh(row.Target(k), softmax.LogProbabilities[k]));
        return new(row.Sum(k => terms[k] * terms[k]), softmax.ByLogProbabilities(row.Each(k => 2 * row.Target(k) * terms[k])));
    }

    /// <summary>miss^(γ−1), with 0 where nothing is missed: its product with what it multiplies is 0 there for every γ.</summary>
    static DoubleDouble Fade(DoubleDouble miss, double gamma) => Sign(miss) == 0 ? 0 : gamma >= 1 ? Pow(miss, gamma - 1) : Pow(miss, gamma) / miss;

    /// <summary>Σ w_k·Y′_k·ℓ(log p_k).</summary>
    /// <param name="row">The row.</param>
    /// <param name="softmax">Of the row.</param>
    /// <param name="formula">From p, 1 − p and log p to the loss and its slope by log p.</param>
    static OracleAnswer Expectation(
        OracleRow row, OracleSoftmax softmax, Func<DoubleDouble, DoubleDouble, DoubleDouble, (DoubleDouble Value, DoubleDouble Slope)> formula)
    {
        DoubleDouble loss = 0;
        var slopes = new DoubleDouble[row.Columns];
        for (int k = 0; k < slopes.Length; k++)
        {
            var mass = row.ClassWeight(k) * row.SmoothedTarget(k);
            if (Sign(mass) == 0) continue;
            var (value, slope) = formula(softmax.Probabilities[k], softmax.Misses[k], softmax.LogProbabilities[k]);
            loss += mass * value;
            slopes[k] = mass * slope;
        }
        return new(loss, softmax.ByLogProbabilities(slopes));
    }
}
