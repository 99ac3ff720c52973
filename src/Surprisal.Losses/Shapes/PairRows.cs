using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>What <see cref="CrossEntropyPairKernel"/> keeps of a few rows: one number a row each, for registers and single rows alike, and one or two a class.</summary>
/// <param name="scratch">Where they lie.</param>
/// <param name="rows">How many rows there are.</param>
/// <param name="stride">So many floats from one row to the next: whole registers.</param>
readonly unsafe struct PairRows(double* scratch, int rows, int stride)
{
    /// <summary>How many rows there may be: whole registers of floats.</summary>
    public const int Most = 16;

    const int PerRow = 13, TailSize = 16;

    /// <summary>In the thread's scratch memory.</summary>
    public static PairRows Of<V>(in PinnedBatch<float> group)
        where V : unmanaged, ISimdLane<V, float>, ILane<V>
    {
        int stride = RowExponentials<V, float>.Stride(group.Columns);
        return new(Scratch.Of((PerRow * Most) + TailSize + ((nint)group.Rows * stride)), group.Rows, stride);
    }

    /// <summary>Σ exp(z − max), biased.</summary>
    public double* Sum => scratch;

    /// <summary>Σ a·z, then Σ a·(max − z).</summary>
    public double* Products => scratch + Most;

    /// <summary>Σ a.</summary>
    public double* Mass => scratch + (2 * Most);

    /// <summary>log Σ exp(z − max).</summary>
    public double* LogSum => scratch + (3 * Most);

    /// <summary>What the row costs.</summary>
    public double* Loss => scratch + (4 * Most);

    /// <summary>What all probabilities of the row are multiplied by: Σ a, and the slope of the z-loss by log Σ exp z.</summary>
    public double* Pulled => scratch + (5 * Most);

    /// <summary>What turns exponentials into their part of the gradient.</summary>
    public double* Factor => scratch + (6 * Most);

    /// <summary>p of the leading class.</summary>
    public double* Lead => scratch + (7 * Most);

    /// <summary>∂ℓ/∂z of the row's own class.</summary>
    public double* Own => scratch + (8 * Most);

    /// <summary>The size of the row's largest slope, or one that is not larger.</summary>
    public double* Largest => scratch + (9 * Most);

    /// <summary>What that has to reach.</summary>
    public double* Least => scratch + (10 * Most);

    /// <summary>The row's largest logit.</summary>
    public float* Max => (float*)(scratch + (11 * Most));

    /// <summary>N of the power of two 2ᴺ that exponentials are relative to; later what slopes are multiplied by.</summary>
    public float* Power => Max + Most;

    /// <summary>The largest logit's exponential, as the others are computed.</summary>
    public float* LeadHigh => (float*)(scratch + (12 * Most));

    /// <summary>What rounding took away from it.</summary>
    public float* LeadLow => LeadHigh + Most;

    /// <summary>Room for two registers of floats.</summary>
    public float* Tail => (float*)(scratch + (PerRow * Most));

    /// <summary>A row's exponentials, then its slopes.</summary>
    public float* High(int row) => Tail + (2 * TailSize) + ((nint)row * stride);

    /// <summary>What rounding took away from the exponentials.</summary>
    public float* Low(int row) => High(rows + row);

    /// <summary>Makes rows that are not there harmless.</summary>
    public void Clear() => new Span<double>(scratch, PerRow * Most).Clear();
}
