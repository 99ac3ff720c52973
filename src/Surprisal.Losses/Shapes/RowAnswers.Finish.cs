using System.Runtime.CompilerServices;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>From sums to losses and gradients.</summary>
readonly unsafe partial struct RowAnswers<V, VDouble, T>
{
    /// <summary>So much a row may pull at its logits: e⁻¹²⁰, which is what impossible classes get, would show beyond.</summary>
    const double SteepestSlope = 1e6;

    /// <summary>Whether slopes may be so small that <see cref="Lowering"/> is told: as those of 1 − p where p is tiny, but not those of −log p.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool MayLower<TFormula>()
        where TFormula : struct, ISoftmaxFormula<TFormula>
        => typeof(T) == typeof(float) && !TFormula.IsSurprisal;

    /// <summary>Losses and factors of the gradients. Returns whether they hold: not where a slope is huge, or anything NaN.</summary>
    /// <param name="formula">What the rows cost.</param>
    /// <param name="scale">What the gradient is multiplied by.</param>
    /// <param name="classes">How many exponentials a row has.</param>
    /// <param name="pairs">Whether they were summed as pairs of floats.</param>
    /// <param name="total">Σ w·ℓ.</param>
    [MethodImpl(Kernel)]
    public bool Finish<TFormula>(TFormula formula, double scale, int classes, bool pairs, out double total)
        where TFormula : struct, ISoftmaxFormula<TFormula>
    {
        double bias = typeof(T) == typeof(float) && pairs ? PairExp.Bias : V.Bias;
        VDouble nothing = RowExponentials<V, T>.Nothing * (bias / V.Bias) * classes, unbias = 1 / bias, losses = 0, steepest = 0, factor;
        double* others = Others, weight = Weight, loss = Loss;
        T* own = Own, max = Max, factors = Factor, ownGradient = OwnGradient, lowerings = Lowering;
        for (int row = 0; row < rows; row += V.Count) (V.Reference(0) - V.Reference(V.Load(max + row))).Store(max + row); // N of the references 2ᴺ
        for (int row = 0; row < rows; row += VDouble.Count) OwnExponential(VDouble.Read(own + row), VDouble.Read(max + row), bias).Store(loss + row); // apart: the loop below waits enough
        for (int row = 0; row < rows; row += VDouble.Count)
        {
            VDouble rest = VDouble.Load(others + row), answer = VDouble.Load(loss + row), counts = VDouble.Load(weight + row);
            rest = VDouble.ZeroBelow(rest, rest, nothing);
            VDouble sum = rest + answer;
            // One division for 1/own and 1/sum, where floats need no more digits.
            VDouble both = typeof(T) == typeof(float) ? (VDouble)1 / (answer * sum) : 0;
            var at = formula.At(typeof(T) == typeof(float) ? -VDouble.Log1POrdinary(rest * sum * both) : -VDouble.Log1P(rest / answer));
            VDouble pull = counts * scale * at.Slope, cost = counts * at.Value;
            factor = typeof(T) == typeof(float) ? pull * answer * both : pull / sum;
            cost.Store(loss + row);
            losses += cost;
            steepest = VDouble.Max(VDouble.Abs(pull), steepest);
            (factor * rest).Write(ownGradient + row);
            if (MayLower<TFormula>())
            {
                // The bias, which keeps deep exponentials whole, leaves nothing of a tiny factor.
                VDouble size = VDouble.Abs(factor), lowering = VDouble.Choose(VDouble.Choose(size - 1e-37, -size, 0), unbias, 1);
                factor = VDouble.Choose((VDouble)0.5 - lowering, factor, factor * bias);
                lowering.Write(lowerings + row);
            }
            (-factor).Write(factors + row);
        }
        total = VDouble.Sum(losses);
        return VDouble.Largest(steepest) < SteepestSlope && !double.IsNaN(total);
    }

    /// <summary>As the lanes of <typeparamref name="T"/> have it, but in doubles: a loss is the ratio of two exponentials, and floats would err in both.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static VDouble OwnExponential(VDouble logit, VDouble power, double bias) =>
        VDouble.ExpRelative(VDouble.MultiplyAdd(power, -0.69314718055994531, logit), VDouble.Reference(0)) * (bias / VDouble.Bias);

    /// <summary>Writes the losses and the gradients of the rows' classes. Ignored rows pull nowhere whatever they hold.</summary>
    [MethodImpl(Kernel)]
    public void Give(in PinnedBatch<T> group, int? ignored)
    {
        if (group.Gradient != null && ignored is null) Give(group.Classes, group.Rows, group.Gradient, group.Columns, OwnGradient);
        for (int row = 0; row < group.Rows && group.Gradient != null && ignored is not null; row++)
        {
            T* gradient = group.Gradient + (nint)row * group.Columns;
            if (group.Classes[row] == ignored) new Span<T>(gradient, group.Columns).Clear();
            else gradient[group.Classes[row]] = OwnGradient[row];
        }
        for (int row = 0; row < group.Rows && group.Losses != null; row++) group.Losses[row] = Number.FromDouble<T>(Loss[row]);
    }

    [MethodImpl(Kernel)]
    static void Give(int* classes, int count, T* gradient, nint stride, T* own)
    {
        for (int row = 0; row < count; row++, gradient += stride) gradient[classes[row]] = own[row];
    }
}
