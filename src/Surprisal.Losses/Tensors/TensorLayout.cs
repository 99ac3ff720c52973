namespace Surprisal.Losses;

/// <summary>How a tensor of logits becomes rows: sample (n, d) is row n·Inner + d, and class k of it lies at ((n·Classes) + k)·Inner + d.</summary>
readonly record struct TensorLayout(Loss Loss, nint[] Shape, int Outer, int Classes, int Inner)
{
    /// <summary>How many rows there are.</summary>
    public int Samples => Outer * Inner;

    /// <summary>How many logits there are.</summary>
    public int Count => Samples * Classes;

    /// <summary>Whether each logit has a loss of its own.</summary>
    public bool IsPointwise => Loss.LossCount(1, 2) == 2;

    /// <summary>The shape of the unreduced losses.</summary>
    public nint[] LossShape => IsPointwise ? Shape : [Shape[0], .. Shape[2..]];

    public static TensorLayout Of(Loss loss, ReadOnlySpan<nint> shape)
    {
        bool pointwise = loss.LossCount(1, 2) == 2;
        if (shape.Length == 0 || (shape.Length == 1 && !pointwise))
            throw new ArgumentException($"{loss.Info.Name} needs logits of shape [N, C] or [N, C, d1, …], got {Text(shape)}.");
        if (shape.Length > 2 && loss.Info.IsForMatricesOnly) throw new ArgumentException($"{loss.Info.Name} needs logits of shape [N, C], got {Text(shape)}.");
        long inner = 1;
        foreach (nint size in shape[Math.Min(2, shape.Length)..]) inner = checked(inner * size);
        long classes = shape.Length == 1 ? 1 : shape[1];
        if (shape[0] * classes * inner > int.MaxValue) throw new ArgumentException($"{loss.Info.Name}: logits of shape {Text(shape)} are more than 2³¹ numbers.");
        return new(loss, shape.ToArray(), (int)shape[0], (int)classes, (int)inner);
    }

    /// <summary>Throws unless the targets are one class a sample.</summary>
    public void CheckClasses(ReadOnlySpan<nint> shape)
    {
        nint[] expected = Shape.Length == 1 ? Shape : [Shape[0], .. Shape[2..]];
        if (!shape.SequenceEqual(expected)) throw new ArgumentException($"{Loss.Info.Name}: class targets of shape {Text(expected)} expected for logits of shape {Text(Shape)}, got {Text(shape)}.");
    }

    /// <summary>Throws unless the targets are one number per logit.</summary>
    public void CheckValues(ReadOnlySpan<nint> shape)
    {
        if (!shape.SequenceEqual(Shape)) throw new ArgumentException($"{Loss.Info.Name}: targets of the logits' shape {Text(Shape)} expected, got {Text(shape)}.");
    }

    /// <summary>Throws unless results have room.</summary>
    public void CheckResults(ReadOnlySpan<nint> gradient, bool hasGradient, ReadOnlySpan<nint> losses, bool hasLosses)
    {
        if (hasGradient && !gradient.SequenceEqual(Shape)) throw new ArgumentException($"{Loss.Info.Name}: the gradient must have the logits' shape {Text(Shape)}, got {Text(gradient)}.");
        if (hasLosses && !losses.SequenceEqual(LossShape)) throw new ArgumentException($"{Loss.Info.Name}: losses of shape {Text(LossShape)} expected, got {Text(losses)}.");
    }

    /// <summary>A shape as it is written in Python: (2, 3).</summary>
    public static string Text(ReadOnlySpan<nint> shape) => shape.Length == 1 ? $"({shape[0]},)" : $"({string.Join(", ", shape.ToArray())})";
}
