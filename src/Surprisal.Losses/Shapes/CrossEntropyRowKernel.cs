using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>Cross-entropy of rows with many classes and a class index as answer, row by row, in the type of the logits; sums and logarithms in doubles.</summary>
/// <remarks>
/// The answer's own exponential is kept out of the sum: the loss is log1p(others/own) and the answer's gradient −others/sum, so that sure rows keep their digits.
/// A few rows take each step together: the steps of one row wait for each other, and those of its neighbours fill the gaps.
/// </remarks>
static unsafe class CrossEntropyRowKernel
{
    const MethodImplOptions Kernel = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <summary>Logits that rows taken together may have: they and their gradients stay in the second cache.</summary>
    const int GroupLogits = 1 << 14;

    /// <summary>Writes what the batch asks for and returns Σ w·ℓ.</summary>
    public static double Run<T>(in PinnedBatch<T> batch, in SoftmaxOptions options)
        where T : unmanaged
        => Vector512.IsHardwareAccelerated ? Run<Lane512<T>, Lane512<double>, T>(batch, options)
            : Vector256.IsHardwareAccelerated ? Run<Lane256<T>, Lane256<double>, T>(batch, options)
            : Run<Lane128<T>, Lane128<double>, T>(batch, options);

    static double Run<V, VDouble, T>(in PinnedBatch<T> batch, in SoftmaxOptions options)
        where V : unmanaged, ISimdLane<V, T>, ILane<V>
        where VDouble : unmanaged, ISimdLane<VDouble, double>, ILane<VDouble>
        where T : unmanaged
    {
        double total = 0;
        int most = Math.Clamp(GroupLogits / batch.Columns, 1, VDouble.Count);
        for (int start = 0; start < batch.Rows; start += most) total += Group<V, VDouble, T>(batch.Part(start, Math.Min(most, batch.Rows - start), 1), options);
        return total;
    }

    [MethodImpl(Kernel)]
    static double Group<V, VDouble, T>(in PinnedBatch<T> group, in SoftmaxOptions options)
        where V : unmanaged, ISimdLane<V, T>, ILane<V>
        where VDouble : unmanaged, ISimdLane<VDouble, double>, ILane<VDouble>
        where T : unmanaged
    {
        int lanes = VDouble.Count, classes = group.Columns, elsewhere = 0; // a bit for each row that this kernel cannot read
        double* max = Scratch.Of(6 * lanes + classes), own = max + lanes, others = own + lanes, loss = others + lanes, factor = loss + lanes, weight = factor + lanes;
        T* unwanted = (T*)(weight + lanes);
        for (int row = 0; row < lanes; row++) (own[row], others[row], weight[row]) = (1, 0, 0);
        for (int row = 0; row < group.Rows; row++) max[row] = Largest<V, T>(group.Logits + (nint)row * classes, classes);
        for (int row = 0; row < group.Rows; row++)
        {
            int target = group.Classes[row];
            if (target == options.IgnoreIndex) continue;
            T* z = group.Logits + (nint)row * classes, e = group.Gradient != null ? group.Gradient + (nint)row * classes : unwanted;
            weight[row] = options.ClassWeights is { } weights ? weights[target] : 1;
            // Logits of 2¹⁴ or more, none that is finite, or an answer less likely than e⁻¹³⁰: rare, and read on doubles.
            if (Math.Abs(max[row]) < 16384 && Number.ToDouble(z[target]) > max[row] - 130) Exponentials<V, T>(z, e, classes, target, max[row], own + row, others + row);
            else elsewhere |= 1 << row;
        }
        VDouble sum = VDouble.Load(own) + VDouble.Load(others), weightOfRow = VDouble.Load(weight);
        (weightOfRow * VDouble.Log1P(VDouble.Load(others) / VDouble.Load(own))).Store(loss);
        (weightOfRow * group.Scale / sum).Store(factor);
        double total = 0;
        for (int row = 0; row < group.Rows; row++)
        {
            if ((elsewhere & (1 << row)) != 0) continue;
            T* g = group.Gradient != null ? group.Gradient + (nint)row * classes : null;
            if (group.Classes[row] == options.IgnoreIndex)
            {
                if (g != null) new Span<T>(g, classes).Clear();
            }
            else if (g != null)
            {
                Scale<V, T>(g, classes, factor[row]);
                g[group.Classes[row]] = Number.FromDouble<T>(-factor[row] * others[row]);
            }
            if (group.Losses != null) group.Losses[row] = Number.FromDouble<T>(loss[row]);
            total += loss[row];
        }
        for (int row = 0; elsewhere >> row != 0; row++) // last, because that kernel uses the scratch memory too
            if ((elsewhere & (1 << row)) != 0) total += SoftmaxKernel.Run(default(CrossEntropy), group.Part(row, 1, 1), options);
        return total;
    }

    [MethodImpl(Kernel)]
    static double Largest<V, T>(T* z, int classes)
        where V : unmanaged, ISimdLane<V, T>, ILane<V>
        where T : unmanaged
        => RowPasses.Largest<V, T>(z, classes);

    [MethodImpl(Kernel)]
    static void Scale<V, T>(T* g, int classes, double factor)
        where V : unmanaged, ISimdLane<V, T>, ILane<V>
        where T : unmanaged
        => RowPasses.Scale<V, T>(g, classes, factor);

    /// <summary>Writes a row's exponentials; gives the answer's and the sum of all others.</summary>
    [MethodImpl(Kernel)]
    static void Exponentials<V, T>(T* z, T* e, int classes, int target, double max, double* own, double* others)
        where V : unmanaged, ISimdLane<V, T>, ILane<V>
        where T : unmanaged
    {
        double answer = 0;
        V reference = V.Reference(max), lowest = max - 131;
        var sum = new LaneTotal<V, T>();
        int k = 0;
        for (; k <= classes - 2 * V.Count; k += 2 * V.Count)
        {
            V a = V.Load(z + k), b = V.Load(z + k + V.Count);
            a = V.ZeroBelow(V.ExpRelative(a, reference), a, lowest);
            b = V.ZeroBelow(V.ExpRelative(b, reference), b, lowest);
            a.Store(e + k);
            b.Store(e + k + V.Count);
            if ((uint)(target - k) < (uint)(2 * V.Count))
            {
                answer = Number.ToDouble(e[target]);
                if (target - k < V.Count) a = V.With(a, target - k, 0);
                else b = V.With(b, target - k - V.Count, 0);
            }
            sum.Add(a + b); // one rounding of a pair, half a unit in its last place
        }
        for (; k < classes; k += V.Count)
        {
            int count = Math.Min(V.Count, classes - k);
            V a = V.LoadFirst(z + k, count, double.NegativeInfinity);
            a = V.KeepFirst(V.ZeroBelow(V.ExpRelative(a, reference), a, lowest), count);
            a.StoreFirst(e + k, count);
            if ((uint)(target - k) < (uint)V.Count)
            {
                answer = V.At(a, target - k);
                a = V.With(a, target - k, 0);
            }
            sum.Add(a);
        }
        *own = answer;
        *others = sum.Total;
    }
}
