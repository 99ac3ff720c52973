namespace Surprisal;

/// <summary>The arrays of several layers as one list, and where each layer's numbers lie when all stand in one buffer.</summary>
sealed class LayerArrays
{
    readonly int[] _starts;

    public LayerArrays(IReadOnlyList<Layer> layers, Func<Layer, IReadOnlyList<(string Name, int[] Shape)>> of, Func<int, string>? nameOf = null)
    {
        List<(string Name, int[] Shape)> arrays = [];
        _starts = new int[layers.Count + 1];
        for (int i = 0; i < layers.Count; i++)
        {
            string place = nameOf?.Invoke(i) ?? $"{i}";
            foreach (var (name, shape) in of(layers[i])) arrays.Add(($"{place}.{name}", shape));
            _starts[i + 1] = checked(_starts[i] + Length(of(layers[i])));
        }
        All = arrays;
    }

    /// <summary>Names with their layer's place before them, and shapes.</summary>
    public IReadOnlyList<(string Name, int[] Shape)> All { get; }

    /// <summary>Where the numbers of one layer lie.</summary>
    public Range this[int layer] => _starts[layer].._starts[layer + 1];

    /// <summary>How many numbers the arrays have together.</summary>
    public static int Length(IReadOnlyList<(string Name, int[] Shape)> arrays) => arrays.Sum(array => Length(array.Shape));

    /// <summary>How many numbers an array of that shape has.</summary>
    public static int Length(IReadOnlyList<int> shape) => shape.Aggregate(1, (product, size) => checked(product * size));
}
