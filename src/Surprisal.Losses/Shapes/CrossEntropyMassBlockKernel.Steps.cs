using System.Runtime.CompilerServices;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>What goes over all classes in doubles.</summary>
static unsafe partial class CrossEntropyMassBlockKernel
{
    /// <summary>Of rows whose other classes weigh less than this part of the leading one, p − a of the leading class would lose the digits of 1 − p, and their own sum those that 1 took.</summary>
    const double Sure = 1e-6;

    const double Lowest = -1e300; // instead of −∞, whose product with a mass of 0 is 0

    /// <summary>Writes exp(z − max), and what it and the masses add up to.</summary>
    [MethodImpl(Kernel)]
    static void Exponentials<V, VDouble>(int rows, int classes, MassBlocks blocks)
        where V : unmanaged, ISimdLane<V, float>, ILane<V>
        where VDouble : unmanaged, ISimdLane<VDouble, double>, ILane<VDouble>
    {
        double* keep = blocks.Keep, spread = blocks.Spread;
        float* z = blocks.Logits, targets = blocks.Targets;
        double* e = blocks.Exponentials;
        for (int row = 0; row < rows; row += V.Count)
        {
            int half = VDouble.Count;
            VDouble max = VDouble.Read(blocks.Max + row), sum = 0, products = 0, mass = 0;
            VDouble secondMax = VDouble.Read(blocks.Max + row + half), secondSum = 0, secondProducts = 0, secondMass = 0;
            for (int k = 0; k < classes; k++, z += V.Count, targets += V.Count, e += V.Count)
            {
                VDouble first = VDouble.Max(VDouble.Read(z) - max, Lowest), second = VDouble.Max(VDouble.Read(z + half) - secondMax, Lowest);
                VDouble a = VDouble.MultiplyAdd(VDouble.Read(targets), keep[k], spread[k]), b = VDouble.MultiplyAdd(VDouble.Read(targets + half), keep[k], spread[k]);
                products = VDouble.MultiplyAdd(first, a, products);
                secondProducts = VDouble.MultiplyAdd(second, b, secondProducts);
                mass += a;
                secondMass += b;
                VDouble exponential = ShareExp.Of(first), secondExponential = ShareExp.Of(second);
                exponential.Store(e);
                secondExponential.Store(e + half);
                sum += exponential;
                secondSum += secondExponential;
            }
            (sum - 1).Store(blocks.Others + row);
            (secondSum - 1).Store(blocks.Others + row + half);
            (-products).Store(blocks.Distance + row);
            (-secondProducts).Store(blocks.Distance + row + half);
            mass.Store(blocks.Mass + row);
            secondMass.Store(blocks.Mass + row + half);
        }
    }

    /// <summary>Losses of all rows and the factors of their gradients.</summary>
    [MethodImpl(Kernel)]
    static void Losses<V, VDouble>(in PinnedBatch<float> group, double zLoss, MassBlocks blocks)
        where V : unmanaged, ISimdLane<V, float>, ILane<V>
        where VDouble : unmanaged, ISimdLane<VDouble, double>, ILane<VDouble>
    {
        VDouble one = 1, sure = Sure;
        for (int row = 0; row < group.Rows; row += VDouble.Count)
        {
            VDouble others = VDouble.Load(blocks.Others + row), mass = VDouble.Load(blocks.Mass + row), otherMass = 0;
            bool isSure = VDouble.Sum(VDouble.ZeroBelow(one, others, sure)) < VDouble.Count;
            if (isSure) otherMass = Behind<V, VDouble>(row, group.Columns, blocks, ref others);
            VDouble inverse = one / (others + one), logSum = VDouble.Log1POrdinary(others), logSumExp = VDouble.Read(blocks.Max + row) + logSum;
            VDouble loss = VDouble.MultiplyAdd(mass, logSum, VDouble.Load(blocks.Distance + row)), pull = 0;
            if (zLoss != 0)
            {
                loss += (VDouble)zLoss * logSumExp * logSumExp;
                pull = logSumExp * (2 * zLoss);
            }
            loss.Store(blocks.Loss + row);
            logSum.Store(blocks.LogSum + row);
            ((mass + pull) * inverse * group.Scale).Store(blocks.Factor + row);
            // a·(1 − p) is the share of the others.
            if (isSure) ((otherMass + pull - ((mass - otherMass) * others)) * inverse * group.Scale).Store(blocks.LeadSlope + row);
            others.Store(blocks.Others + row);
        }
    }

    /// <summary>Σ exp(z − max) of nearly sure rows, added up without the leading class, and Σ a without it.</summary>
    [MethodImpl(Kernel)]
    static VDouble Behind<V, VDouble>(int row, int classes, MassBlocks blocks, ref VDouble others)
        where V : unmanaged, ISimdLane<V, float>, ILane<V>
        where VDouble : unmanaged, ISimdLane<VDouble, double>, ILane<VDouble>
    {
        nint at = First<V>(row, classes);
        float* z = blocks.Logits + at, targets = blocks.Targets + at;
        double* e = blocks.Exponentials + at;
        VDouble max = VDouble.Read(blocks.Max + row), behind = 0, otherMass = 0;
        for (int k = 0; k < classes; k++, z += V.Count, targets += V.Count, e += V.Count)
        {
            VDouble fromMax = VDouble.Read(z) - max;
            behind += VDouble.ZeroAtZero(VDouble.Load(e), fromMax);
            otherMass += VDouble.ZeroAtZero(VDouble.MultiplyAdd(VDouble.Read(targets), blocks.Keep[k], blocks.Spread[k]), fromMax);
        }
        others = VDouble.Choose(others - Sure, behind, others);
        return otherMass;
    }

    /// <summary>Replaces targets by slopes.</summary>
    [MethodImpl(Kernel)]
    static void Slopes<V, VDouble>(int rows, int classes, double scale, MassBlocks blocks)
        where V : unmanaged, ISimdLane<V, float>, ILane<V>
        where VDouble : unmanaged, ISimdLane<VDouble, double>, ILane<VDouble>
    {
        double* keep = blocks.Keep, spread = blocks.Spread;
        VDouble s = -scale;
        for (int row = 0; row < rows; row += VDouble.Count)
        {
            nint at = First<V>(row, classes);
            float* targets = blocks.Targets + at;
            double* e = blocks.Exponentials + at;
            VDouble factor = VDouble.Load(blocks.Factor + row);
            for (int k = 0; k < classes; k++, targets += V.Count, e += V.Count)
            {
                VDouble a = VDouble.MultiplyAdd(VDouble.Read(targets), keep[k], spread[k]);
                VDouble.MultiplyAdd(VDouble.Load(e), factor, a * s).Write(targets);
            }
            VDouble others = VDouble.Load(blocks.Others + row);
            if (VDouble.Sum(VDouble.ZeroBelow(1, others, Sure)) < VDouble.Count) Lead<V, VDouble>(row, classes, others, blocks);
        }
    }

    /// <summary>Replaces the leading class's slope in nearly sure rows.</summary>
    [MethodImpl(Kernel)]
    static void Lead<V, VDouble>(int row, int classes, VDouble others, MassBlocks blocks)
        where V : unmanaged, ISimdLane<V, float>, ILane<V>
        where VDouble : unmanaged, ISimdLane<VDouble, double>, ILane<VDouble>
    {
        nint at = First<V>(row, classes);
        float* z = blocks.Logits + at, slopes = blocks.Targets + at;
        VDouble max = VDouble.Read(blocks.Max + row), lead = VDouble.Load(blocks.LeadSlope + row);
        for (int k = 0; k < classes; k++, z += V.Count, slopes += V.Count)
        {
            VDouble slope = VDouble.Read(slopes), own = VDouble.Choose(others - Sure, lead, slope);
            VDouble.Choose(VDouble.Read(z) - max, slope, own).Write(slopes);
        }
    }

    /// <summary>Where a row's first class lies, among its neighbours.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static nint First<V>(int row, int classes)
        where V : unmanaged, ISimdLane<V, float>, ILane<V>
        => ((nint)(row & -V.Count) * classes) + (row & (V.Count - 1));
}
