using System.Runtime.CompilerServices;
using Surprisal.Numerics;

namespace Surprisal.Losses.Tests;

/// <summary>Rows with a class as answer have three kernels in floats, for few classes, for many, and for rows that no cache holds; some formulas and some rows leave for doubles.</summary>
public class ClassKernelTests
{
    /// <summary>ℓ and its slope by log p, from p, 1 − p and log p.</summary>
    static readonly Dictionary<string, Func<double, double, double, (double Value, double Slope)>> s_formulas = new()
    {
        ["cross-entropy"] = (_, _, logP) => (-logP, -1),
        ["focal"] = (p, miss, logP) => (-miss * miss * logP, -miss * miss + 2 * p * miss * logP),
        ["focal:gamma=20"] = (p, miss, logP) => (-Math.Pow(miss, 20) * logP, -Math.Pow(miss, 20) + 20 * p * Math.Pow(miss, 19) * logP),
        ["poly"] = (p, miss, logP) => (miss - logP, -1 - p),
        ["generalized-cross-entropy:q=1"] = (p, miss, _) => (miss, -p),
        ["symmetric-cross-entropy:alpha=0"] = (p, miss, _) => (4 * miss, -4 * p),
        ["expectation-l1"] = (p, miss, _) => (2 * miss, -2 * p),
        ["expectation-linf"] = (p, miss, _) => (miss, -p),
        ["log-squared"] = (_, _, logP) => (logP * logP, 2 * logP),
    };

    public static TheoryData<string, int> Kernels => [.. s_formulas.Keys.SelectMany(name => ((int[])[10, 100, 5000]).Select(columns => (name, columns)))];

    [Theory, MemberData(nameof(Kernels))]
    public void A_class_that_is_nearly_certain_or_hopeless_keeps_the_digits_of_its_loss_and_slopes(string name, int columns)
    {
        float[] gradient = new float[columns];
        foreach (double lead in (double[])[-100, -80, -45, -3, 0.5, 9, 25, 40])
        {
            var logits = Row(columns, lead);
            double loss = Sum(name).Evaluate(logits.AsMatrix(columns), new Targets<float>([columns / 3]), gradient.AsMatrix(columns));
            var (expected, slopes) = Exact(s_formulas[name], logits, columns / 3);
            double largest = slopes.Max(Math.Abs);
            Assert.True(Math.Abs(loss - expected) <= 2.4e-7 * expected, $"lead {lead}: ℓ = {loss} instead of {expected}");
            for (int k = 0; k < columns; k++)
                Assert.True(Math.Abs(gradient[k] - slopes[k]) <= Math.Max(4.8e-7 * Math.Abs(slopes[k]), 1e-7 * largest) + 3e-45, $"lead {lead}: ∂ℓ/∂z_{k} = {gradient[k]} instead of {slopes[k]}");
        }
    }

    [Theory, MemberData(nameof(Kernels))]
    public void Rows_give_the_same_bits_alone_and_beside_rows_that_floats_cannot_read(string name, int columns)
    {
        float[][] rows = [.. ((double[])[2, -80, 25, 1, 300, -3, 2000, -140, 40, 7, 0, double.NaN, 3, 5]).Select(lead => Row(columns, lead))];
        float[] logits = [.. rows.SelectMany(row => row)], gradient = new float[logits.Length], losses = new float[rows.Length], alone = new float[columns], loss = new float[1];
        int[] targets = [.. rows.Select(_ => columns / 3)];
        Sum(name).EvaluateEach(logits.AsMatrix(columns), targets, losses, gradient.AsMatrix(columns));
        for (int i = 0; i < rows.Length; i++)
        {
            Sum(name).EvaluateEach(rows[i].AsMatrix(columns), new Targets<float>(targets.AsSpan(i, 1)), loss, alone.AsMatrix(columns));
            Assert.Equal(loss[0], losses[i]);
            Assert.Equal(alone, gradient.AsSpan(i * columns, columns).ToArray());
        }
    }

    [Theory, InlineData(3), InlineData(100), InlineData(5000)]
    public void An_impossible_class_has_no_slope_however_steep_the_formula(int columns)
    {
        float[] logits = new float[columns], gradient = new float[columns];
        logits[1] = float.NegativeInfinity;
        double loss = Loss.Of(new Steep()).Evaluate(logits.AsMatrix(columns), new Targets<float>([0]), gradient.AsMatrix(columns));
        Assert.Equal(1e30 * Math.Log(columns - 1), loss, 1e24);
        Assert.Equal(0, gradient[1]);
        Assert.Equal(1e30 / (columns - 1), gradient[2], 1e24);
    }

    /// <summary>−1e30·log p_y.</summary>
    readonly record struct Steep : ISoftmaxFormula<Steep>
    {
        public static LossInfo Info { get; } = Loss.CrossEntropy.Info with { Name = "steep" };

        public static double ConditionNumber(Steep formula) => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public LossAt<V> At<V>(V logProbability)
            where V : struct, ILane<V>
            => new(-1e30 * logProbability, -1e30);
    }

    static Loss Sum(string name) => LossCatalog.Parse(name) with { Reduction = Reduction.Sum };

    /// <summary>Logits of some size whose class at a third leads the others by so much, or trails them.</summary>
    static float[] Row(int columns, double lead)
    {
        float[] logits = [.. Enumerable.Range(0, columns).Select(k => MathF.Sin(k) * 2 + 20)];
        logits[columns / 3] = (float)(22 + lead);
        return logits;
    }

    /// <summary>In doubles, the others apart: ∂ℓ/∂z_k = slope·(1[k = y] − p_k).</summary>
    static (double Loss, double[] Slopes) Exact(Func<double, double, double, (double Value, double Slope)> formula, float[] logits, int target)
    {
        double max = logits.Max(), own = Math.Exp(logits[target] - max), others = 0;
        for (int k = 0; k < logits.Length; k++)
            if (k != target) others += Math.Exp(logits[k] - max);
        double odds = others / own, logP = odds > 1e-4 ? -Math.Log(1 + odds) : -odds + odds * odds / 2;
        var (value, slope) = formula(own / (own + others), others / (own + others), logP);
        return (value, [.. logits.Select((z, k) => slope * (k == target ? others : -Math.Exp(z - max)) / (own + others))]);
    }
}
