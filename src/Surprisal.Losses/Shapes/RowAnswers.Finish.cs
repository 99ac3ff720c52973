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
    /// <param name="classes">How many exponentials a row has, beside those of a register that is not full.</param>
    /// <param name="pairs">Whether they were summed as pairs of floats.</param>
    /// <param name="total">Σ w·ℓ.</param>
    [MethodImpl(Kernel)]
    public bool Finish<TFormula>(TFormula formula, double scale, int classes, bool pairs, out double total)
        where TFormula : struct, ISoftmaxFormula<TFormula>
    {
        bool isSingle = typeof(T) == typeof(float);
        pairs &= isSingle;
        OwnExponentials(classes, pairs);
        double bias = pairs ? PairExp.Bias : V.Bias;
        VDouble nothing = RowExponentials<V, T>.Nothing * (bias / V.Bias) * (classes + V.Count), unbias = 1 / bias, losses = 0, steepest = 0, factor;
        double* others = Others, weight = Weight, loss = Loss;
        T* factors = Factor, ownGradient = OwnGradient, lowerings = Lowering;
        for (int row = 0; row < rows; row += VDouble.Count)
        {
            VDouble rest = VDouble.Load(others + row), answer = VDouble.Load(loss + row), counts = VDouble.Load(weight + row);
            rest = VDouble.ZeroBelow(rest, rest, nothing);
            VDouble sum = rest + answer;
            // One division for 1/own and 1/sum, where floats need no more digits.
            VDouble both = isSingle ? (VDouble)1 / (answer * sum) : 0;
            var at = formula.At(isSingle ? -VDouble.Log1POrdinary(rest * sum * both) : -VDouble.Log1P(rest / answer));
            VDouble pull = counts * scale * at.Slope, cost = counts * at.Value;
            factor = isSingle ? pull * answer * both : pull / sum;
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

    /// <summary>The exponential of each row's own logit, where its loss will lie.</summary>
    /// <remarks>Of floats in doubles: a loss is the ratio of two sums of exponentials, and floats would err in both.</remarks>
    [MethodImpl(Kernel)] // apart from the losses: they wait enough
    void OwnExponentials(int classes, bool pairs)
    {
        double bias = pairs ? PairExp.Bias : V.Bias;
        double* others = Others, exponentials = Loss;
        T* own = Own, max = Max, same = OwnGradient;
        for (int row = 0; row < rows; row += V.Count)
        {
            V reference = V.Reference(V.Load(max + row));
            if (!pairs) V.ExpRelative(V.Load(own + row), reference).Store(same + row); // as those of the other classes were read
            (V.Reference(0) - reference).Store(max + row); // N of the references 2ᴺ
        }
        for (int row = 0; row < rows; row += VDouble.Count)
        {
            VDouble exponential = pairs ? 0 : VDouble.Read(same + row);
            if (typeof(T) == typeof(float))
            {
                VDouble exact = VDouble.ExpRelative(VDouble.MultiplyAdd(VDouble.Read(max + row), -0.69314718055994531, VDouble.Read(own + row)), VDouble.Reference(0)) * (bias / VDouble.Bias);
                // Equal logits cost exactly ln C: what floats lack is then the same in all exponentials, and cancels.
                exponential = pairs ? exact : exponential + VDouble.ZeroAtZero(exact - exponential, VDouble.Load(others + row) - exponential * (classes - 1));
            }
            exponential.Store(exponentials + row);
        }
    }

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
