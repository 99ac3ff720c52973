using Surprisal.Numerics;

namespace Surprisal.Data;

/// <summary>One column of one table, ready to be written out as numbers.</summary>
abstract class FeatureCells
{
    /// <summary>How many numbers a row gives.</summary>
    public abstract int Width { get; }

    /// <summary>Writes the numbers of those rows, from column <paramref name="first"/> of the destination on. The destination holds zeros.</summary>
    public abstract void Encode(ReadOnlySpan<int> rows, MatrixSpan<float> destination, int first);
}
