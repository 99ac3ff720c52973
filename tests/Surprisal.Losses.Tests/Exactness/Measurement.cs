namespace Surprisal.Losses.Tests.Exactness;

/// <summary>How far results are from exact ones, in units of what is allowed them; the worst of many, and where.</summary>
/// <param name="unit">One unit of error of a number, given its exact value.</param>
/// <param name="largest">The largest finite number of the type; what is larger has to be infinite.</param>
/// <param name="besideRow">The part of a row's largest slope that counts as one unit, too.</param>
/// <param name="besideOne">One unit where answer and prediction of about 1 are subtracted: nobody can keep digits that neither has.</param>
sealed class Measurement(Func<double, double> unit, double largest, double besideRow, double besideOne)
{
    /// <summary>In units in the last place. A slope's unit is not below 2.5e-8 of the row's largest: 4 units allow 4 ulp or 1e-7 of that.</summary>
    public static Measurement OfFloats() => new(UlpOfFloat, float.MaxValue, 2.5e-8, 2.3e-16); // kernels of floats subtract doubles, whose ulp at 1 this is

    /// <summary>In units of 1e-13 of the number; nothing counts below e⁻¹³⁸ = 1e-60.</summary>
    /// <remarks>eˣ of a rounded x = 138 is off by 4e-14, and a power of it by more.</remarks>
    public static Measurement OfDoubles() => new(exact => 1e-13 * Math.Max(Math.Abs(exact), 1e-60), double.MaxValue, 1e-13, 1e-14);

    public double Loss { get; private set; }

    public double Gradient { get; private set; }

    /// <summary>The row with the worst loss, and the one with the worst slope.</summary>
    public string WorstLoss { get; private set; } = "";

    public string WorstGradient { get; private set; } = "";

    /// <summary>Takes in one row.</summary>
    /// <param name="row">The row and its answer.</param>
    /// <param name="losses">What came for it.</param>
    /// <param name="gradient">What came for it.</param>
    /// <param name="exact">What should have come.</param>
    /// <param name="parts">How large the numbers are that slopes, and losses, are differences of.</param>
    public void Add<T>(in AdversarialRow row, ReadOnlySpan<T> losses, ReadOnlySpan<T> gradient, OracleAnswer exact, (double Slopes, double Losses) parts)
        where T : unmanaged, System.Numerics.INumberBase<T>
    {
        for (int i = 0; i < losses.Length; i++)
        {
            double error = Units(double.CreateChecked(losses[i]), exact.Losses[i], besideOne * parts.Losses);
            if (!(error > Loss)) continue;
            (Loss, WorstLoss) = (error, Describe(row, losses.Length > 1 ? $"ℓ_{i}" : "ℓ", i, double.CreateChecked(losses[i]), exact.Losses[i], error));
        }
        double beside = besideOne * parts.Slopes;
        if (losses.Length == 1) // a logit that is looked at alone is a row by itself
            foreach (var slope in exact.Gradient) beside = Math.Max(beside, besideRow * Math.Min(Math.Abs(slope.High), largest));
        for (int k = 0; k < gradient.Length; k++)
        {
            double error = Units(double.CreateChecked(gradient[k]), exact.Gradient[k], beside);
            if (!(error > Gradient)) continue;
            (Gradient, WorstGradient) = (error, Describe(row, $"∂ℓ/∂z_{k}", k, double.CreateChecked(gradient[k]), exact.Gradient[k], error));
        }
    }

    /// <summary>Half a unit where rounding is all that happened; infinite for what must not be.</summary>
    double Units(double actual, DoubleDouble exact, double beside)
    {
        if (double.IsNaN(exact.High)) throw new InvalidOperationException("The oracle knows no answer.");
        if (actual == exact.High && exact.Low == 0) return 0;
        if (Math.Abs(exact.High) > largest) return Math.Abs(actual) >= largest && Math.Sign(actual) == Math.Sign(exact.High) ? 0 : double.PositiveInfinity;
        if (!double.IsFinite(actual)) return double.PositiveInfinity;
        return Math.Abs((double)(actual - exact)) / Math.Max(unit(exact.High), beside);
    }

    static double UlpOfFloat(double exact)
    {
        float near = Math.Abs((float)exact);
        return near < float.MaxValue ? MathF.BitIncrement(near) - (double)near : Math.ScaleB(1, 104);
    }

    static string Describe(in AdversarialRow row, string what, int at, double actual, DoubleDouble exact, double units)
    {
        // A long row is shown around the place; its seed brings back the rest.
        int first = row.Logits.Length <= 40 ? 0 : Math.Max(0, at - 3), last = row.Logits.Length <= 40 ? row.Logits.Length : Math.Min(row.Logits.Length, at + 4);
        string answer = row.Values is null ? $"class {row.Class}" : $"targets [{Exactly(row.Values[first..last])}]";
        return FormattableString.Invariant($"{what} = {actual:G17}, exactly {exact.High:G17}, {units:0.00} units off, in a row of kind ")
            + $"'{row.Kind}', {row.Logits.Length} columns, from {first}: logits [{Exactly(row.Logits[first..last])}], {answer}";
    }

    static string Exactly(double[] numbers) => string.Join(", ", numbers.Select(x => FormattableString.Invariant($"{x:R}")));
}
