using System.Runtime.CompilerServices;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>From sums to losses and slopes.</summary>
static unsafe partial class CrossEntropyPairKernel
{
    /// <summary>Beyond, what a float's ln 2 lacks shows in pairs: 2.5e-8 at 1000.</summary>
    const double LargestLogit = 256;

    /// <summary>
    /// So large a part of the leading p the row's largest slope must be: a pair is off by 1.4e-8 of itself at most, the sum by less, and 1e-7 of the largest slope is allowed.
    /// 0.08 was enough on all rows tried, 0.03 was not.
    /// </summary>
    const double LeastSlope = 0.2;

    /// <summary>Losses of all rows and the factors of their gradients. Returns a bit for each row whose loss the kernel cannot tell.</summary>
    [MethodImpl(Kernel)]
    static int Losses<VDouble>(in PinnedBatch<float> group, in SoftmaxOptions options, PairRows rows)
        where VDouble : unmanaged, ISimdLane<VDouble, double>, ILane<VDouble>
    {
        for (int row = 0; row < group.Rows; row += VDouble.Count)
        {
            VDouble max = VDouble.Read(rows.Max + row), mass = VDouble.Load(rows.Mass + row), reference = VDouble.Reference(0);
            // In doubles: a loss is the ratio of two exponentials, and floats would err in both.
            VDouble lead = VDouble.ExpRelative(VDouble.MultiplyAdd(VDouble.Read(rows.Power + row), -0.69314718055994531, max), reference) * (PairExp.Bias / VDouble.Bias);
            VDouble others = VDouble.Load(rows.Sum + row) - (VDouble.Read(rows.LeadHigh + row) + VDouble.Read(rows.LeadLow + row)), inverse = (VDouble)1 / (others + lead);
            VDouble logSum = VDouble.Log1POrdinary(others / lead), logSumExp = max + logSum;
            VDouble distance = VDouble.MultiplyAdd(mass, max, -VDouble.Load(rows.Products + row)), loss = VDouble.MultiplyAdd(mass, logSum, distance), pull = 0;
            if (options.ZLoss != 0)
            {
                loss += (VDouble)options.ZLoss * logSumExp * logSumExp;
                pull = logSumExp * (2 * options.ZLoss);
            }
            distance.Store(rows.Products + row);
            logSum.Store(rows.LogSum + row);
            loss.Store(rows.Loss + row);
            (mass + pull).Store(rows.Pulled + row);
            ((mass + pull) * inverse).Store(rows.Factor + row);
            (lead * inverse).Store(rows.Lead + row);
        }
        int elsewhere = 0;
        for (int row = 0; row < group.Rows; row++)
        {
            if (group.HasClasses && group.Classes[row] == options.IgnoreIndex) rows.Loss[row] = 0;
            else if (!IsTold(rows, row)) elsewhere |= 1 << row;
        }
        return elsewhere;
    }

    /// <summary>Whether a row's loss has its digits: no huge logit, nothing infinite, no NaN, and neither Σ a·max − Σ a·z nor the others' sum is what is left of much larger numbers.</summary>
    static bool IsTold(PairRows rows, int row)
    {
        double max = Math.Abs((double)rows.Max[row]), mass = rows.Mass[row], loss = rows.Loss[row], rest = rows.LogSum[row];
        return max < LargestLogit && mass is > 0.03 and < 1e6 && rows.Pulled[row] is > 0.03 and < 1e6 && loss < 1e30 && loss > 1e-6 * mass * max && rest > 1e-5;
    }

    /// <summary>Writes the gradients of the rows that are not elsewhere already. Returns a bit for each row whose slopes would be too rough.</summary>
    [MethodImpl(Kernel)]
    static int Slopes<V>(in PinnedBatch<float> group, in SoftmaxOptions options, PairRows rows, int elsewhere)
        where V : unmanaged, ISimdLane<V, float>, ILane<V>
    {
        int classes = group.Columns, rough = 0;
        double spread = group.HasClasses ? options.LabelSmoothing / classes : 0;
        for (int row = 0; row < group.Rows; row++) rows.Least[row] = LeastSlope * rows.Pulled[row] * rows.Lead[row];
        if (group.HasClasses) TakeOwn(group, options, rows);
        Differences<V>(group.Values, group.Rows, classes, spread, rows);
        for (int row = 0; row < group.Rows; row++)
        {
            if (!group.HasClasses || group.Classes[row] != options.IgnoreIndex)
                if (!(rows.Largest[row] >= rows.Least[row])) rough |= 1 << row;
        }
        rough &= ~elsewhere;
        float* scales = rows.Power;
        new Span<float>(scales, group.Rows).Fill((float)group.Scale);
        if ((rough | elsewhere) == 0) RowExponentials<V, float>.Scale(rows.High(0), scales, group.Gradient, group.Rows, classes);
        for (int row = 0; row < group.Rows; row++)
        {
            if (((rough | elsewhere) & (1 << row)) != 0) continue;
            float* g = group.Gradient + ((nint)row * classes);
            if ((rough | elsewhere) != 0) RowExponentials<V, float>.Scale(rows.High(row), scales, g, 1, classes);
            if (!group.HasClasses) continue;
            if (group.Classes[row] == options.IgnoreIndex) new Span<float>(g, classes).Clear();
            else g[group.Classes[row]] = (float)(rows.Own[row] * group.Scale);
        }
        return rough;
    }

    /// <summary>The slopes of the rows' classes, and the largest slopes: the own class's, or the leading one's.</summary>
    static void TakeOwn(in PinnedBatch<float> group, in SoftmaxOptions options, PairRows rows)
    {
        double keep = 1 - options.LabelSmoothing, spread = options.LabelSmoothing / group.Columns;
        for (int row = 0; row < group.Rows; row++)
        {
            int target = group.Classes[row];
            if (target == options.IgnoreIndex) continue;
            double mass = rows.Pulled[row], lead = rows.Lead[row];
            if (group.Logits[((nint)row * group.Columns) + target] == rows.Max[row])
            {
                // Its exponential is known in doubles, and only the others' share is in doubt.
                rows.Own[row] = (mass * lead) - spread - keep;
                rows.Largest[row] = Math.Abs(rows.Own[row]);
                rows.Least[row] = Math.Min(rows.Least[row], LeastSlope * mass * (1 - lead));
                continue;
            }
            rows.Own[row] = (((double)rows.High(row)[target] + rows.Low(row)[target]) * rows.Factor[row]) - spread - keep;
            rows.Largest[row] = Math.Max(Math.Abs(rows.Own[row]), Math.Abs((mass * lead) - spread));
        }
    }

    /// <summary>Replaces exponentials by slopes; gives each row's largest if its answer is a distribution.</summary>
    [MethodImpl(Kernel)]
    static void Differences<V>(float* masses, int count, int classes, double spread, PairRows rows)
        where V : unmanaged, ISimdLane<V, float>, ILane<V>
    {
        for (int row = 0; row < count; row++)
        {
            float* high = rows.High(row), low = rows.Low(row);
            float factorHigh = (float)rows.Factor[row], spreadHigh = (float)spread;
            V f = factorHigh, rest = rows.Factor[row] - factorHigh, a = spreadHigh, lost = spreadHigh - spread, top = 0, bottom = 0;
            if (masses == null)
            {
                for (int k = 0; k < classes; k += V.Count) Difference(high + k, V.Load(low + k), f, rest, a, lost);
                continue;
            }
            for (int k = 0; k < classes; k += V.Count)
            {
                a = k <= classes - V.Count ? V.Load(masses + k) : V.LoadFirst(masses + k, classes - k, 0);
                V slope = Difference(high + k, V.Load(low + k), f, rest, a, lost);
                top = V.Max(top, slope);
                bottom = V.Min(bottom, slope);
            }
            rows.Largest[row] = V.Largest(V.Max(top, -bottom));
            masses += classes;
        }
    }

    /// <summary>p − a, rounded twice.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V Difference<V>(float* high, V low, V factor, V factorRest, V mass, V massRest)
        where V : unmanaged, ISimdLane<V, float>, ILane<V>
    {
        V e = V.Load(high), slope = V.MultiplyAdd(e, factor, -mass) + V.MultiplyAdd(e, factorRest, V.MultiplyAdd(low, factor, massRest));
        slope.Store(high);
        return slope;
    }
}
