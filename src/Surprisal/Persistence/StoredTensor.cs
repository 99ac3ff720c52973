namespace Surprisal;

/// <summary>What kind of number a stored tensor is made of.</summary>
public enum TensorType
{
    /// <summary><see cref="float"/>: F32.</summary>
    Float32,

    /// <summary><see cref="double"/>: F64.</summary>
    Float64,

    /// <summary><see cref="long"/>: I64. Read, never written: other programs' models have counters.</summary>
    Int64,
}

/// <summary>Numbers under a name and in a shape, as they lie in a model file: row after row, the last dimension fastest.</summary>
public sealed class StoredTensor
{
    readonly long[] _shape;

    StoredTensor(string name, TensorType type, Array values, long[] shape)
    {
        (Name, Type, Values, _shape) = (name, type, values, shape);
    }

    /// <summary>What the file calls it, for example <c>layers.0.weights</c>.</summary>
    public string Name { get; }

    /// <summary>What its numbers are.</summary>
    public TensorType Type { get; }

    /// <summary>Its size along each dimension; none for a single number.</summary>
    public IReadOnlyList<long> Shape => _shape;

    /// <summary>An array of the element type.</summary>
    internal Array Values { get; }

    /// <summary>A tensor of floats, copied.</summary>
    /// <param name="name">What the file will call it.</param>
    /// <param name="values">All numbers, row after row.</param>
    /// <param name="shape">Sizes whose product is the number of values.</param>
    /// <exception cref="ArgumentException">It is not.</exception>
    public static StoredTensor Of(string name, ReadOnlySpan<float> values, params ReadOnlySpan<long> shape) =>
        new(name, TensorType.Float32, values.ToArray(), Checked(name, values.Length, shape));

    /// <summary>A tensor of doubles, copied.</summary>
    /// <inheritdoc cref="Of(string, ReadOnlySpan{float}, ReadOnlySpan{long})"/>
    public static StoredTensor Of(string name, ReadOnlySpan<double> values, params ReadOnlySpan<long> shape) =>
        new(name, TensorType.Float64, values.ToArray(), Checked(name, values.Length, shape));

    /// <summary>A list of floats, not copied: for what is written at once.</summary>
    internal static StoredTensor Over(string name, float[] values) => new(name, TensorType.Float32, values, [values.Length]);

    /// <summary>A tensor of zeros for the reader to fill, its shape already checked.</summary>
    internal static StoredTensor OfZeros(string name, TensorType type, int count, long[] shape) => new(
        name, type, type switch { TensorType.Float32 => new float[count], TensorType.Float64 => new double[count], _ => new long[count] }, shape);

    static long[] Checked(string name, int count, ReadOnlySpan<long> shape)
    {
        ArgumentNullException.ThrowIfNull(name);
        return TensorShape.Count(shape) == count
            ? shape.ToArray()
            : throw new ArgumentException($"tensor '{name}' of shape {TensorShape.Text(shape)} can't hold {count} numbers.");
    }
}
