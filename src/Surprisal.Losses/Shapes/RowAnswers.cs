using System.Runtime.CompilerServices;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>What a few rows with class indices as answers have per row. The numbers lie in memory so that both registers and single rows reach them.</summary>
/// <param name="scratch">Room for <see cref="Size"/> doubles a row, and what lies behind.</param>
/// <param name="rows">How many rows: whole registers.</param>
readonly unsafe struct RowAnswers<V, VDouble, T>(double* scratch, int rows)
    where V : unmanaged, ISimdLane<V, T>, ILane<V>
    where VDouble : unmanaged, ISimdLane<VDouble, double>, ILane<VDouble>
    where T : unmanaged
{
    /// <summary>How many doubles it takes for each row.</summary>
    public const int Size = 7;

    /// <summary>Σ of the exponentials but the answer's own.</summary>
    public double* Others => scratch;

    /// <summary>What the row's class gets as gradient.</summary>
    public double* OwnGradient => scratch + rows;

    /// <summary>What the row costs.</summary>
    public double* Loss => scratch + 2 * rows;

    /// <summary>What the row counts; 0 where it is ignored.</summary>
    public double* Weight => scratch + 3 * rows;

    /// <summary>The largest logit.</summary>
    public T* Max => (T*)(scratch + 4 * rows);

    /// <summary>The logit of the row's class, then its exponential.</summary>
    public T* Own => (T*)(scratch + 5 * rows);

    /// <summary>What the row's exponentials are multiplied by to become its gradient.</summary>
    public T* Factor => (T*)(scratch + 6 * rows);

    /// <summary>What lies behind.</summary>
    public double* End => scratch + Size * rows;

    /// <summary>Whether floats can tell the losses.</summary>
    public bool AreReadable
    {
        get
        {
            V max = V.Load(Max), size = V.Abs(max), depth = max - V.Load(Own);
            for (int row = V.Count; row < rows; row += V.Count)
            {
                max = V.Load(Max + row);
                size = V.Max(size, V.Abs(max));
                depth = V.Max(depth, max - V.Load(Own + row));
            }
            return V.Largest(size) < 16384 && V.Largest(depth) < 130;
        }
    }

    /// <summary>Reads the answers and takes them out of a copy that holds row after row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Take(in PinnedBatch<T> group, in SoftmaxOptions options, T* copy, int stride)
    {
        for (int row = 0; row < group.Rows; row++, copy += stride)
        {
            int target = group.Classes[row];
            if (target == options.IgnoreIndex) Ignore(row);
            else Take(row, options.ClassWeights is { } weights ? weights[target] : 1, copy + target);
        }
        for (int row = group.Rows; row < rows; row++) Ignore(row);
    }

    /// <summary>Reads the answers and takes them out of a copy that holds blocks of as many rows as a register has lanes, one lane a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void TakeLanes(in PinnedBatch<T> group, in SoftmaxOptions options, T* copy)
    {
        for (int row = 0; row < group.Rows; row++)
        {
            int target = group.Classes[row], lane = row & (V.Count - 1);
            if (target == options.IgnoreIndex) Ignore(row);
            else Take(row, options.ClassWeights is { } weights ? weights[target] : 1, copy + (nint)(row - lane) * group.Columns + target * V.Count + lane);
        }
        for (int row = group.Rows; row < rows; row++) Ignore(row);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void Take(int row, double weight, T* answer)
    {
        Weight[row] = weight;
        Own[row] = *answer;
        *answer = Number.FromDouble<T>(double.NegativeInfinity);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void Ignore(int row)
    {
        Weight[row] = Others[row] = 0;
        Max[row] = Own[row] = default;
    }

    /// <summary>Losses and factors of the gradients.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Finish(double scale, int stride)
    {
        VDouble nothing = RowExponentials<V, T>.Nothing * stride;
        for (int row = 0; row < rows; row += V.Count) V.ExpRelative(V.Load(Own + row), V.Reference(V.Load(Max + row))).Store(Own + row);
        for (int row = 0; row < rows; row += VDouble.Count)
        {
            VDouble others = VDouble.Load(Others + row), own = VDouble.Read(Own + row), weight = VDouble.Load(Weight + row);
            others = VDouble.ZeroBelow(others, others, nothing);
            VDouble sum = others + own, factor;
            if (typeof(T) == typeof(float))
            {
                VDouble both = (VDouble)1 / (own * sum); // one division for 1/own and 1/sum
                factor = weight * scale * own * both;
                (weight * VDouble.Log1POrdinary(others * sum * both)).Store(Loss + row);
            }
            else
            {
                factor = weight * scale / sum;
                (weight * VDouble.Log1P(others / own)).Store(Loss + row);
            }
            (factor * -others).Store(OwnGradient + row);
            factor.Write(Factor + row);
        }
    }

    /// <summary>Writes the losses and the gradients of the rows' classes, and returns the sum of the losses. Ignored rows cost nothing and pull nowhere whatever they hold.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double Give(in PinnedBatch<T> group, in SoftmaxOptions options)
    {
        double total = 0;
        T* gradient = group.Gradient;
        for (int row = 0; row < group.Rows; row++, gradient += group.Columns)
        {
            double loss = Loss[row];
            int target = group.Classes[row];
            if (target == options.IgnoreIndex)
            {
                loss = 0;
                if (group.Gradient != null) new Span<T>(gradient, group.Columns).Clear();
            }
            else if (group.Gradient != null)
            {
                gradient[target] = Number.FromDouble<T>(OwnGradient[row]);
            }
            if (group.Losses != null) group.Losses[row] = Number.FromDouble<T>(loss);
            total += loss;
        }
        return total;
    }
}
