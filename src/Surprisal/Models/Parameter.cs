namespace Surprisal;

/// <summary>Something that a model learns: its name, such as <c>0.weight</c>, and its shape.</summary>
public sealed class Parameter
{
    internal Parameter(string name, IReadOnlyList<int> shape, int offset)
    {
        Name = name;
        Shape = shape;
        Offset = offset;
        Count = 1;
        foreach (int size in shape) Count = checked(Count * size);
    }

    /// <summary>The layer's place and the part's name: <c>0.weight</c>.</summary>
    public string Name { get; }

    /// <summary>Its sizes, the last running fastest.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>How many numbers it holds.</summary>
    public int Count { get; }

    /// <summary>Where they begin among all parameters of the model.</summary>
    internal int Offset { get; }
}
