using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>
/// Cross-entropy of float rows with many classes whose answer has a mass on several of them: a distribution, or a class index with label smoothing. Row by row, in
/// doubles: p − Y of a row that has nearly learned its answer leaves nothing of a float.
/// </summary>
/// <remarks>
/// ℓ = Σ a_k·(max − z_k) + Σ a·log Σ exp(z − max), in which nothing is subtracted. A few rows take each step together: the steps of one row wait for each other, and
/// those of its neighbours fill the gaps. The end of a row goes through a copy that fills a register.
/// </remarks>
static unsafe partial class CrossEntropyMassKernel
{
    const MethodImplOptions Kernel = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <summary>From so many classes on, row by row is faster.</summary>
    public const int ManyClasses = 32;

    /// <summary>What costs this or more, or is NaN, is read by the kernel of all other formulas.</summary>
    public const double LargestLoss = 1e150;

    /// <summary>Logits that rows taken together may have: their exponentials and masses stay in the first cache.</summary>
    const int GroupLogits = 1 << 11;

    /// <summary>Writes what the batch asks for and returns Σ ℓ.</summary>
    public static double Run(in PinnedBatch<float> batch, in SoftmaxOptions options) =>
        Vector512.IsHardwareAccelerated ? Run<Lane512<double>, Lane512<float>>(batch, options)
            : Vector256.IsHardwareAccelerated ? Run<Lane256<double>, Lane256<float>>(batch, options)
            : Run<Lane128<double>, Lane128<float>>(batch, options);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // fast from the first call on, not from the thirtieth
    static double Run<V, VFloat>(in PinnedBatch<float> batch, in SoftmaxOptions options)
        where V : unmanaged, ISimdLane<V, double>, ILane<V>
        where VFloat : unmanaged, ISimdLane<VFloat, float>, ILane<VFloat>
    {
        double total = 0;
        int most = Math.Clamp(GroupLogits / batch.Columns, 1, V.Count);
        bool ready = false;
        for (int start = 0; start < batch.Rows; start += most)
        {
            var group = batch.Part(start, Math.Min(most, batch.Rows - start), 1);
            var rows = new MassRows<V>(Scratch.Of(MassRows<V>.Size(most, batch.Columns)), batch.Columns, most, batch.HasClasses);
            fixed (double* weights = options.ClassWeights) Take<V, VFloat>(group, options, weights, rows, ready);
            int elsewhere = Finish(group, options, rows);
            total += Give<V, VFloat>(group, options, rows, elsewhere);
            ready = elsewhere == 0; // that kernel uses the scratch memory too
            for (int row = 0; elsewhere >> row != 0; row++)
                if ((elsewhere & (1 << row)) != 0) total += SoftmaxMassKernel.Run(default(CrossEntropy), group.Part(row, 1, 1), options);
        }
        return total;
    }

    /// <summary>Writes masses and exponentials of all rows, and what they add up to. Rows with class indices share their masses, which may be there already.</summary>
    [MethodImpl(Kernel)]
    static void Take<V, VFloat>(PinnedBatch<float> group, in SoftmaxOptions options, double* weights, MassRows<V> rows, bool ready)
        where V : unmanaged, ISimdLane<V, double>, ILane<V>
        where VFloat : unmanaged, ISimdLane<VFloat, float>, ILane<VFloat>
    {
        int classes = group.Columns;
        double keep = 1 - options.LabelSmoothing, spread = options.LabelSmoothing / classes;
        for (int row = 0; row < V.Count; row++) (rows.Max[row], rows.Others[row], rows.Distance[row], rows.Mass[row], rows.Own[row]) = (0, 1, 0, 0, 0);
        for (int row = 0; row < group.Rows; row++) rows.Max[row] = Largest<VFloat>(group.Logits + (nint)row * classes, classes);
        if (group.HasClasses && !ready) *rows.SharedMass = RowMasses.Write<V, VFloat>(null, weights, rows.Masses(0), classes, 0, spread, rows.Tail);
        for (int row = 0; row < group.Rows; row++)
        {
            float* z = group.Logits + (nint)row * classes;
            if (!group.HasClasses) rows.Mass[row] = RowMasses.Write<V, VFloat>(group.Values + (nint)row * classes, weights, rows.Masses(row), classes, keep, spread, rows.Tail);
            Exponentials<V, VFloat>(z, rows.Masses(row), rows.Exponentials(row), classes, rows.Max[row], rows.Others + row, rows.Distance + row, rows.Tail);
            if (!group.HasClasses || group.Classes[row] == options.IgnoreIndex) continue;
            int target = group.Classes[row];
            double own = rows.Own[row] = weights == null ? keep : keep * weights[target];
            rows.Mass[row] = *rows.SharedMass + own;
            rows.Distance[row] += own * (rows.Max[row] - z[target]);
        }
    }

    [MethodImpl(Kernel)]
    static double Largest<VFloat>(float* z, int classes)
        where VFloat : unmanaged, ISimdLane<VFloat, float>, ILane<VFloat>
        => RowPasses.Largest<VFloat, float>(z, classes);

    /// <summary>Writes a row's exp(z − max); gives the sum of all but the leading one, and Σ a·(max − z).</summary>
    [MethodImpl(Kernel)]
    static void Exponentials<V, VFloat>(float* z, double* masses, double* e, int classes, double max, double* others, double* distance, float* tail)
        where V : unmanaged, ISimdLane<V, double>, ILane<V>
        where VFloat : unmanaged, ISimdLane<VFloat, float>, ILane<VFloat>
    {
        V all = 0, behind = 0, products = 0, top = max, lowest = -1e300; // instead of −∞, whose product with a mass of 0 is 0
        int full = classes & -V.Count;
        if (full < classes) VFloat.LoadFirst(z + full, classes - full, double.NegativeInfinity).Store(tail);
        for (int k = 0; k < classes; k += V.Count)
        {
            V fromMax = V.Max(V.Read(k < full ? z + k : tail) - top, lowest);
            V exponential = ShareExp.Of(fromMax);
            exponential.Store(e + k);
            all += exponential;
            behind += V.ZeroAtZero(exponential, fromMax); // beside the 1 of the leading class, each of many additions would lose digits
            products = V.MultiplyAdd(fromMax, V.Load(masses + k), products);
        }
        double sum = V.Sum(all);
        *others = sum < 1.9 ? V.Sum(behind) : sum - 1; // where several classes lead, the sum of all is 2 or more, and taking one of them away costs nothing
        *distance = -V.Sum(products);
    }

    /// <summary>Losses of all rows and the factors of their gradients. Returns a bit for each row that the kernel cannot read.</summary>
    [MethodImpl(Kernel)]
    static int Finish<V>(in PinnedBatch<float> group, in SoftmaxOptions options, MassRows<V> rows)
        where V : unmanaged, ISimdLane<V, double>, ILane<V>
    {
        for (int row = 0; row < group.Rows; row++)
        {
            rows.Lead[row] = -1;
            // Where a class is nearly sure, p − a of it would lose the digits of 1 − p.
            if (rows.Others[row] < 1e-6) rows.FindLead(row, group.Logits + (nint)row * group.Columns, group.HasClasses ? group.Classes[row] : -1);
        }
        V one = 1, others = V.Load(rows.Others);
        V logSum = V.Log1P(others), logSumExp = V.Load(rows.Max) + logSum, mass = V.Load(rows.Mass);
        V loss = V.MultiplyAdd(mass, logSum, V.Load(rows.Distance));
        if (options.ZLoss != 0) loss += (V)options.ZLoss * logSumExp * logSumExp;
        loss.Store(rows.Loss);
        V pull = options.ZLoss == 0 ? 0 : logSumExp * (2 * options.ZLoss), inverse = one / (others + one);
        ((mass + pull) * inverse * group.Scale).Store(rows.Factor);
        inverse.Store(rows.Inverse);
        pull.Store(rows.Pull);
        int elsewhere = 0;
        for (int row = 0; row < group.Rows; row++)
        {
            // NaN, infinite logits that count, infinite losses: rare.
            bool ignored = group.Classes != null && group.Classes[row] == options.IgnoreIndex;
            if (!ignored && !(Math.Abs(rows.Loss[row]) < LargestLoss)) elsewhere |= 1 << row;
        }
        return elsewhere;
    }

    /// <summary>Writes losses and gradients of the rows that have been read here, and returns Σ ℓ.</summary>
    [MethodImpl(Kernel)]
    static double Give<V, VFloat>(in PinnedBatch<float> group, in SoftmaxOptions options, MassRows<V> rows, int elsewhere)
        where V : unmanaged, ISimdLane<V, double>, ILane<V>
        where VFloat : unmanaged, ISimdLane<VFloat, float>, ILane<VFloat>
    {
        double total = 0;
        for (int row = 0; row < group.Rows; row++)
        {
            if ((elsewhere & (1 << row)) != 0) continue;
            float* g = group.Gradient == null ? null : group.Gradient + (nint)row * group.Columns;
            bool ignored = group.Classes != null && group.Classes[row] == options.IgnoreIndex;
            double loss = ignored ? 0 : rows.Loss[row];
            if (ignored && g != null) new Span<float>(g, group.Columns).Clear();
            else if (g != null)
            {
                Slopes<V, VFloat>(rows.Exponentials(row), rows.Masses(row), g, group.Columns, rows.Factor[row], group.Scale, rows.Tail);
                if (group.HasClasses) g[group.Classes[row]] = (float)(rows.OwnSlope(row, group.Classes[row], group.Scale));
                if (rows.Lead[row] >= 0) g[(int)rows.Lead[row]] = (float)(rows.LeadSlope(row) * group.Scale);
            }
            if (group.Losses != null) group.Losses[row] = (float)loss;
            total += loss;
        }
        return total;
    }

    [MethodImpl(Kernel)]
    static void Slopes<V, VFloat>(double* e, double* masses, float* g, int classes, double factor, double scale, float* tail)
        where V : unmanaged, ISimdLane<V, double>, ILane<V>
        where VFloat : unmanaged, ISimdLane<VFloat, float>, ILane<VFloat>
    {
        V f = factor, s = -scale;
        int k = 0;
        for (; k <= classes - 2 * V.Count; k += 2 * V.Count)
        {
            V.MultiplyAdd(V.Load(e + k), f, V.Load(masses + k) * s).Write(g + k);
            V.MultiplyAdd(V.Load(e + k + V.Count), f, V.Load(masses + k + V.Count) * s).Write(g + k + V.Count);
        }
        for (; k < classes; k += V.Count)
        {
            int count = Math.Min(V.Count, classes - k);
            V.MultiplyAdd(V.Load(e + k), f, V.Load(masses + k) * s).Write(tail);
            VFloat.Load(tail).StoreFirst(g + k, count);
        }
    }
}
