using System.Runtime.CompilerServices;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>From logits to the two classes that a formula reads, and from its slopes to those of all classes.</summary>
static unsafe partial class SquareSumKernel
{
    /// <summary>So far below the largest logit exponentials are told apart: their squares are ordinary numbers, and nothing as floats.</summary>
    const double Lowest = -340, Nothing = 1e-147;

    /// <summary>So much of the larger numbers that they are made of must be left of a row's largest slope: doubles have 1e-16 of them, its floats 1e-7.</summary>
    const double LeastSlope = 1e-6;

    /// <summary>So far below the largest logit the true one may be.</summary>
    const double Depth = 200;

    [MethodImpl(Kernel)]
    static void Read<V>(in PinnedBatch<float> block, in SoftmaxOptions options, RowPair<V> pair, V* logits)
        where V : unmanaged, ISimdLane<V, double>, ILane<V>
    {
        var rows = pair.Rows;
        rows.Take(block, options);
        RowBlock.Read(block.Logits, block.Rows, block.Columns, (double*)logits, V.Count);
        rows.TakeOut(logits, double.NegativeInfinity);
        Maxima(logits, block.Columns, pair);
        Exponentials(logits, block.Columns, pair);
        Shares(block.Columns, pair);
    }

    [MethodImpl(Kernel)]
    static void Maxima<V>(V* logits, int classes, RowPair<V> pair)
        where V : unmanaged, ISimdLane<V, double>, ILane<V>
    {
        V a = double.NegativeInfinity, b = a, c = a, d = a;
        int k = 0;
        for (; k <= classes - 4; k += 4)
        {
            a = V.Max(a, logits[k]);
            b = V.Max(b, logits[k + 1]);
            c = V.Max(c, logits[k + 2]);
            d = V.Max(d, logits[k + 3]);
        }
        for (; k < classes; k++) a = V.Max(a, logits[k]);
        a = V.Max(V.Max(a, b), V.Max(c, d));
        *pair.Lead = a;
        *pair.Rows.Max = V.Max(a, *pair.Rows.OwnLogit);
    }

    /// <summary>Replaces logits by exponentials and gives the sums of those and of their squares.</summary>
    [MethodImpl(Kernel)]
    static void Exponentials<V>(V* e, int classes, RowPair<V> pair)
        where V : unmanaged, ISimdLane<V, double>, ILane<V>
    {
        V max = *pair.Rows.Max, sum = 0, squares = 0, moreSum = 0, moreSquares = 0;
        int k = 0;
        for (; k <= classes - 2; k += 2)
        {
            V a = ShareExp.Of(e[k] - max, Lowest), b = ShareExp.Of(e[k + 1] - max, Lowest);
            e[k] = a;
            e[k + 1] = b;
            sum += a;
            moreSum += b;
            squares = V.MultiplyAdd(a, a, squares);
            moreSquares = V.MultiplyAdd(b, b, moreSquares);
        }
        if (k < classes)
        {
            V a = ShareExp.Of(e[k] - max, Lowest);
            e[k] = a;
            sum += a;
            squares = V.MultiplyAdd(a, a, squares);
        }
        *pair.Others = sum + moreSum;
        *pair.Squares = squares + moreSquares;
    }

    /// <summary>p of the true class, and √Σp² of the others as the p of the class that stands for them.</summary>
    [MethodImpl(Kernel)]
    static void Shares<V>(int classes, RowPair<V> pair)
        where V : unmanaged, ISimdLane<V, double>, ILane<V>
    {
        var two = pair.Classes;
        V own = *pair.Rows.OwnLogit, max = *pair.Rows.Max, lead = *pair.Lead, nothing = Nothing * classes;
        V exponential = ShareExp.Of(own - max, Lowest), squares = V.ZeroBelow(*pair.Squares, *pair.Others, nothing), others = V.ZeroBelow(*pair.Others, *pair.Others, nothing);
        V inverse = (V)1 / (others + exponential), root = V.Sqrt(squares) * inverse;
        two.Logits[0] = own;
        two.Logits[1] = lead;
        two.Targets[0] = 1;
        two.Targets[1] = 0;
        two.Probabilities[0] = exponential * inverse;
        two.Probabilities[1] = root;
        two.Errors[0] = others * inverse;
        two.Errors[1] = -root;
        *pair.Others = others;
        *pair.Inverse = inverse;
        *pair.Lead = ShareExp.Of(lead - max, Lowest) * inverse;
        *pair.Margin = own - max + Depth;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Evaluate<TFormula, V>(TFormula formula, RowPair<V> pair, double scale)
        where TFormula : struct, IRowFormula<TFormula>
        where V : unmanaged, ISimdLane<V, double>, ILane<V>
    {
        if (TFormula.SlopesBy == RowOf.LogProbabilities) LogProbabilities(pair.Classes);
        RowKernel.Evaluate(formula, pair.Classes, pair.Rows);
        Polynomial(TFormula.SlopesBy == RowOf.LogProbabilities, pair, scale);
    }

    [MethodImpl(Kernel)]
    static void LogProbabilities<V>(RowMemory<V> two)
        where V : unmanaged, ISimdLane<V, double>, ILane<V>
    {
        two.LogProbabilities[0] = -V.Log1P(two.Errors[0] / two.Probabilities[0]);
        two.LogProbabilities[1] = two.LogProbabilities[0]; // nobody asks for it: the logarithm of many is none of theirs
    }

    /// <summary>
    /// With s the true class's slope by p and b·p_k the others': ∂ℓ/∂z_k = p_k·(b·p_k − m) with m = p_y·s + b·Σp², and ∂ℓ/∂z_y = p_y·((1 − p_y)·s − b·Σp²).
    /// With slopes s and b·p_k² by log p: m = s + b·Σp², ∂ℓ/∂z_y = (1 − p_y)·s − p_y·b·Σp².
    /// </summary>
    [MethodImpl(Kernel)]
    static void Polynomial<V>(bool byLogarithm, RowPair<V> pair, double scale)
        where V : unmanaged, ISimdLane<V, double>, ILane<V>
    {
        var two = pair.Classes;
        V p = two.Probabilities[0], complement = two.Errors[0], root = two.Probabilities[1], lead = *pair.Lead, inverse = *pair.Inverse;
        V own = two.Slopes[0], others = two.Slopes[1], b = others / root, pull = others;
        if (byLogarithm) b /= root;
        else
        {
            pull = others * root;
            own *= p;
        }
        b = V.ZeroAtZero(b, root);
        V mean = own + pull, ofOwn = own * complement - p * pull, ofLead = lead * (b * lead - mean);
        V parts = lead * (V.Abs(b) * lead + V.Abs(own) + V.Abs(pull));
        *pair.Margin = V.Min(V.Max(V.Abs(ofOwn), V.Abs(ofLead)) - parts * LeastSlope, *pair.Margin);
        V factor = *pair.Rows.Weight * scale;
        *pair.Rows.OwnGradient = ofOwn * factor;
        *pair.Linear = -mean * inverse * factor;
        *pair.Square = b * inverse * inverse * factor;
    }
}
