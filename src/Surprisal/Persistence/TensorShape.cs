namespace Surprisal;

/// <summary>Sizes along dimensions, which in a file may be anything.</summary>
static class TensorShape
{
    /// <summary>How many numbers a shape holds; null when a size is negative or the product is no long.</summary>
    public static long? Count(ReadOnlySpan<long> shape)
    {
        long count = 1;
        foreach (long size in shape)
        {
            if (size < 0) return null;
            if (Math.BigMul(count, size, out long low) != 0 || low < 0) return null;
            count = low;
        }

        return count;
    }

    /// <summary>The shape as Python and the file write it: [2, 3]. Of a long one, the first eight sizes.</summary>
    public static string Text(ReadOnlySpan<long> shape) =>
        $"[{string.Join(", ", shape[..Math.Min(shape.Length, 8)].ToArray())}{(shape.Length > 8 ? ", …" : "")}]";
}
