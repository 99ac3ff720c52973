namespace Surprisal.Losses;

/// <summary>What a kernel gets: checked rows, pinned, and where results go. Null pointers stand for what is not there or not wanted.</summary>
readonly unsafe struct PinnedBatch<T>(T* logits, int* classes, T* values, T* gradient, T* losses, int rows, int columns, double scale)
    where T : unmanaged
{
    public readonly T* Logits = logits;

    /// <summary>One class per row, or null.</summary>
    public readonly int* Classes = classes;

    public bool HasClasses => Classes != null;

    /// <summary>One number per logit, or null.</summary>
    public readonly T* Values = values;

    public readonly T* Gradient = gradient;

    public readonly T* Losses = losses;

    public readonly int Rows = rows;

    public readonly int Columns = columns;

    /// <summary>What the gradient of the sum is multiplied by.</summary>
    public readonly double Scale = scale;

    /// <summary>The same rows, where only the gradient is wanted.</summary>
    public PinnedBatch<T> WithoutLosses() => new(Logits, Classes, Values, Gradient, null, Rows, Columns, Scale);

    /// <summary>The rows from <paramref name="start"/> on.</summary>
    public PinnedBatch<T> Part(int start, int rows, int lossesPerRow)
    {
        nint logits = (nint)start * Columns;
        return new(
            Logits + logits, Classes == null ? null : Classes + start, Values == null ? null : Values + logits,
            Gradient == null ? null : Gradient + logits, Losses == null ? null : Losses + (nint)start * lossesPerRow, rows, Columns, Scale);
    }
}
