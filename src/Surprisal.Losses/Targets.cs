namespace Surprisal.Losses;

/// <summary>The answers of a batch: one class index per row, or one number per logit. Arrays and spans convert to it by themselves.</summary>
/// <typeparam name="T">The number type of the logits: <see cref="float"/> or <see cref="double"/>.</typeparam>
public readonly ref struct Targets<T>
    where T : unmanaged
{
    /// <summary>One class per row.</summary>
    public Targets(ReadOnlySpan<int> classes)
    {
        Classes = classes;
        AreClasses = true;
    }

    /// <summary>One number per logit, row after row: labels, a distribution, or real values, as the loss reads them.</summary>
    public Targets(ReadOnlySpan<T> values) => Values = values;

    /// <summary>The class of each row; empty where the targets are numbers.</summary>
    public ReadOnlySpan<int> Classes { get; }

    /// <summary>The number of each logit; empty where the targets are classes.</summary>
    public ReadOnlySpan<T> Values { get; }

    /// <summary>Whether each row's answer is one class index.</summary>
    public bool AreClasses { get; }

    /// <summary>One class per row.</summary>
    public static implicit operator Targets<T>(int[] classes) => new(classes.AsSpan());

    /// <summary>One class per row.</summary>
    public static implicit operator Targets<T>(ReadOnlySpan<int> classes) => new(classes);

    /// <summary>One number per logit.</summary>
    public static implicit operator Targets<T>(T[] values) => new(values.AsSpan());

    /// <summary>One number per logit.</summary>
    public static implicit operator Targets<T>(ReadOnlySpan<T> values) => new(values);
}
