using System.Runtime.CompilerServices;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>What <see cref="CrossEntropyMassKernel"/> keeps of a few rows: one number a row each, for registers and single rows alike, and one a class for the long ones.</summary>
readonly unsafe struct MassRows<V>(double* scratch, int classes)
    where V : unmanaged, ISimdLane<V, double>, ILane<V>
{
    const int PerRow = 12;

    readonly nint _padded = Padded(classes);

    /// <summary>How many doubles so many rows take.</summary>
    public static nint Size(int rows, int classes) => (PerRow * V.Count) + (2 * rows * Padded(classes));

    /// <summary>The row's largest logit.</summary>
    public double* Max => scratch;

    /// <summary>Σ exp(z − max) over all classes.</summary>
    public double* Sum => scratch + V.Count;

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

    /// <summary>Room for a register of floats.</summary>
    public float* Tail => (float*)(scratch + (11 * V.Count));

    /// <summary>exp(z − max), zeros behind the last class.</summary>
    public double* Exponentials(int row) => scratch + (PerRow * V.Count) + (2 * row * _padded);

    /// <summary>What each class counts, zeros behind the last.</summary>
    public double* Masses(int row) => Exponentials(row) + _padded;

    /// <summary>Adds up what all but the leading class have, in a row that is nearly sure of it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void SumOthers(int row, float* z)
    {
        Lead[row] = RowPasses.IndexOfLargest(z, classes, Max[row]);
        V sum = 0, mass = 0, one = 1;
        double* exponentials = Exponentials(row), masses = Masses(row);
        nint end = _padded;
        for (nint k = 0; k < end; k += V.Count)
        {
            V exponential = V.Load(exponentials + k), behind = exponential - one;
            sum += V.ZeroAtZero(exponential, behind);
            mass += V.ZeroAtZero(V.Load(masses + k), behind);
        }
        Others[row] = V.Sum(sum);
        OtherMass[row] = V.Sum(mass);
    }

    /// <summary>∂ℓ/∂z of the leading class, in which a·(1 − p) is the share of the others.</summary>
    public double LeadSlope(int row)
    {
        double p = Inverse[row], own = Masses(row)[(int)Lead[row]];
        return (p * (OtherMass[row] + Pull[row])) - (own * (Others[row] * Inverse[row]));
    }

    static nint Padded(int classes) => (classes + V.Count - 1) & -V.Count;
}
