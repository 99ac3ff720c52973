using System.Runtime.CompilerServices;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>What <see cref="CrossEntropyMassKernel"/> keeps of a few rows: one number a row each, for registers and single rows alike, and one a class for the long ones.</summary>
readonly unsafe struct MassRows<V>(double* scratch, int classes, int rows, bool shared)
    where V : unmanaged, ISimdLane<V, double>, ILane<V>
{
    const int PerRow = 14;

    readonly nint _padded = Padded(classes);

    /// <summary>How many doubles so many rows take.</summary>
    public static nint Size(int rows, int classes) => (PerRow * V.Count) + (2 * rows * Padded(classes));

    /// <summary>The row's largest logit.</summary>
    public double* Max => scratch;

    /// <summary>Σ of the masses that the rows share.</summary>
    public double* SharedMass => scratch + V.Count;

    /// <summary>Σ exp(z − max) over all but the leading class.</summary>
    public double* Others => scratch + (2 * V.Count);

    /// <summary>Σ a·(max − z).</summary>
    public double* Distance => scratch + (3 * V.Count);

    /// <summary>Σ a.</summary>
    public double* Mass => scratch + (4 * V.Count);

    /// <summary>What the row costs.</summary>
    public double* Loss => scratch + (5 * V.Count);

    /// <summary>What turns exponentials into their part of the gradient.</summary>
    public double* Factor => scratch + (6 * V.Count);

    /// <summary>What turns exponentials into probabilities.</summary>
    public double* Inverse => scratch + (7 * V.Count);

    /// <summary>The slope of the z-loss by log Σ exp z.</summary>
    public double* Pull => scratch + (8 * V.Count);

    /// <summary>The leading class of a row that is nearly sure of it, else −1.</summary>
    public double* Lead => scratch + (9 * V.Count);

    /// <summary>Σ a over all but the leading class, in rows that are nearly sure.</summary>
    public double* OtherMass => scratch + (10 * V.Count);

    /// <summary>a of the leading class, in rows that are nearly sure.</summary>
    public double* LeadMass => scratch + (12 * V.Count);

    /// <summary>What the row's class counts beside what the rows share; 0 without one.</summary>
    public double* Own => scratch + (11 * V.Count);

    /// <summary>Room for a register of floats.</summary>
    public float* Tail => (float*)(scratch + (13 * V.Count));

    /// <summary>exp(z − max), zeros behind the last class.</summary>
    public double* Exponentials(int row) => scratch + (PerRow * V.Count) + (row * _padded);

    /// <summary>What each class counts, zeros behind the last. If rows share it, without what the row's own class has more.</summary>
    public double* Masses(int row) => Exponentials(shared ? rows : rows + row);

    /// <summary>Looks up what <see cref="LeadSlope"/> needs of a row that is nearly sure of a class.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void FindLead(int row, float* z, int target)
    {
        int lead = RowPasses.IndexOfLargest(z, classes, Max[row]);
        double own = target == lead ? Own[row] : 0;
        double* exponentials = Exponentials(row), masses = Masses(row);
        V mass = 0, one = 1;
        nint end = _padded;
        for (nint k = 0; k < end; k += V.Count) mass += V.ZeroAtZero(V.Load(masses + k), V.Load(exponentials + k) - one);
        (Lead[row], LeadMass[row], OtherMass[row]) = (lead, masses[lead] + own, V.Sum(mass) + Own[row] - own);
    }

    /// <summary>∂ℓ/∂z of the leading class, in which a·(1 − p) is the share of the others.</summary>
    public double LeadSlope(int row) => (Inverse[row] * (OtherMass[row] + Pull[row])) - (LeadMass[row] * (Others[row] * Inverse[row]));

    /// <summary>∂ℓ/∂z of the row's own class.</summary>
    public double OwnSlope(int row, int target, double scale) => (Exponentials(row)[target] * Factor[row]) - ((Masses(row)[target] + Own[row]) * scale);

    static nint Padded(int classes) => (classes + V.Count - 1) & -V.Count;
}
