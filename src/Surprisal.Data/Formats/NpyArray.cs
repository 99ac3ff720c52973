using System.Numerics;
using System.Runtime.InteropServices;

namespace Surprisal.Data;

/// <summary>An array of numbers as NumPy saves it with <c>np.save</c>: any shape, any plain number type.</summary>
public sealed class NpyArray
{
    readonly byte[] _bytes; // little-endian, row-major
    readonly string _name;

    NpyArray(NpyType type, int[] shape, byte[] bytes, string name)
    {
        Type = type;
        Shape = shape;
        Count = shape.Aggregate(1, (count, size) => count * size);
        _bytes = bytes;
        _name = name;
    }

    /// <summary>The kind of number in the file.</summary>
    public NpyType Type { get; }

    /// <summary>The size of each dimension, the outermost first; none for a single number.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>How many numbers there are.</summary>
    public int Count { get; }

    /// <summary>The file's name, without folder, as errors show it.</summary>
    internal string Name => _name;

    internal ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>An array of <typeparamref name="T"/>: float, double, Half, int, long or byte.</summary>
    /// <param name="values">The numbers, row after row; copied.</param>
    /// <param name="shape">Sizes whose product is the number of values.</param>
    /// <exception cref="ArgumentException">The shape does not fit, or the type is another.</exception>
    public static NpyArray Of<T>(ReadOnlySpan<T> values, params ReadOnlySpan<int> shape)
        where T : unmanaged, INumber<T>
    {
        var type = typeof(T) == typeof(float) ? NpyType.Float32
            : typeof(T) == typeof(double) ? NpyType.Float64
            : typeof(T) == typeof(int) ? NpyType.Int32
            : typeof(T) == typeof(long) ? NpyType.Int64
            : typeof(T) == typeof(byte) ? NpyType.UInt8
            : typeof(T) == typeof(Half) ? NpyType.Float16
            : throw new ArgumentException($"an NPY array is made of float, double, Half, int, long or byte, got {typeof(T).Name}.");
        long count = 1;
        foreach (int size in shape) count = checked(count * size);
        if (count != values.Length)
            throw new ArgumentException($"a shape of {string.Join(" × ", shape.ToArray())} needs {count} numbers, got {values.Length}.");
        return new NpyArray(type, shape.ToArray(), MemoryMarshal.AsBytes(values).ToArray(), "array");
    }

    /// <summary>Reads an array from a file, gzip or not.</summary>
    /// <exception cref="DataException">It is not there, is cut short, holds something else than numbers, or its header lies.</exception>
    public static NpyArray Read(string path)
    {
        using var input = InputStream.Open(path);
        return Read(input);
    }

    /// <summary>Writes the array in NPY version 1.0.</summary>
    public void Write(Stream destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        destination.Write(NpyHeader.Write(Type, [.. Shape]));
        destination.Write(_bytes);
    }

    /// <summary>All numbers, rounded to float where they need more digits.</summary>
    public float[] ToSingle()
    {
        float[] numbers = new float[Count];
        ConvertTo(0, numbers);
        return numbers;
    }

    /// <summary>All numbers in double; whole ones beyond 2⁵³ are rounded.</summary>
    public double[] ToDouble()
    {
        double[] numbers = new double[Count];
        ConvertTo(0, numbers);
        return numbers;
    }

    /// <summary>All numbers as int.</summary>
    /// <exception cref="DataException">One is not whole or too large.</exception>
    public int[] ToInt32()
    {
        double[] numbers = ToDouble();
        foreach (double number in numbers)
        {
            if (number != Math.Floor(number) || Math.Abs(number) > int.MaxValue)
                throw new DataException($"{_name}: {CellText.Write(number)} is not a whole number of 32 bits");
        }

        return Array.ConvertAll(numbers, number => (int)number);
    }

    /// <summary>One whole number with all its digits, which a double may not hold.</summary>
    /// <param name="index">Its place in row-major order.</param>
    public Int128 WholeAt(int index)
    {
        Span<Int128> number = [0];
        ConvertTo(index, number);
        return number[0];
    }

    /// <summary>True if a file that starts so is an NPY array.</summary>
    internal static bool IsNpy(ReadOnlySpan<byte> head) => head.Length >= 6 && head[0] == 0x93 && head[1..6].SequenceEqual("NUMPY"u8);

    internal static NpyArray Read(InputStream input)
    {
        var header = NpyHeader.Read(input);
        Int128 claimed = header.ItemSize;
        foreach (int size in header.Shape) claimed = Int128.Min(claimed * size, Int128.MaxValue >> 40);
        string shape = header.Shape.Length == 0 ? "one number" : string.Join(" × ", header.Shape);
        if (input.KnownLength is { } length && length - header.HeaderBytes != claimed)
            throw new DataException($"{input.Name}: {claimed} bytes expected for {shape} of {header.Type}, got {length - header.HeaderBytes}");
        if (claimed > Array.MaxLength) throw new DataException($"{input.Name}: claims {claimed} bytes ({shape} of {header.Type}); 2 GB is the most");
        byte[] bytes = input.ReadUpTo((long)claimed);
        if (bytes.Length < claimed) throw new DataException($"{input.Name}: {claimed} bytes expected for {shape} of {header.Type}, got {bytes.Length}");
        if (input.ReadByte() >= 0) throw new DataException($"{input.Name}: goes on after the {claimed} bytes of its {shape} numbers");
        if (header.IsBigEndian) ReverseItems(bytes, header.ItemSize);
        if (header.IsColumnMajor && header.Shape.Length > 1) bytes = ToRowMajor(bytes, header);
        return new NpyArray(header.Type, header.Shape, bytes, input.Name);
    }

    static void ReverseItems(byte[] bytes, int itemSize)
    {
        for (int i = 0; i < bytes.Length; i += itemSize) bytes.AsSpan(i, itemSize).Reverse();
    }

    static byte[] ToRowMajor(byte[] columnMajor, NpyHeader header)
    {
        byte[] rowMajor = new byte[columnMajor.Length];
        int item = header.ItemSize;
        int[] index = new int[header.Shape.Length];
        for (int to = 0; to < rowMajor.Length; to += item)
        {
            long from = 0;
            for (int d = index.Length - 1; d >= 0; d--) from = from * header.Shape[d] + index[d];
            columnMajor.AsSpan((int)from * item, item).CopyTo(rowMajor.AsSpan(to));
            for (int d = index.Length - 1; d >= 0 && ++index[d] == header.Shape[d]; d--) index[d] = 0;
        }

        return rowMajor;
    }

    /// <summary>Converts the numbers from <paramref name="start"/> on, in row-major order, as many as the destination holds.</summary>
    internal void ConvertTo<T>(int start, Span<T> destination)
        where T : INumberBase<T>
    {
        switch (Type)
        {
            case NpyType.Boolean or NpyType.UInt8: Convert<byte, T>(start, destination); break;
            case NpyType.UInt16: Convert<ushort, T>(start, destination); break;
            case NpyType.UInt32: Convert<uint, T>(start, destination); break;
            case NpyType.UInt64: Convert<ulong, T>(start, destination); break;
            case NpyType.Int8: Convert<sbyte, T>(start, destination); break;
            case NpyType.Int16: Convert<short, T>(start, destination); break;
            case NpyType.Int32: Convert<int, T>(start, destination); break;
            case NpyType.Int64: Convert<long, T>(start, destination); break;
            case NpyType.Float16: Convert<Half, T>(start, destination); break;
            case NpyType.Float32: Convert<float, T>(start, destination); break;
            default: Convert<double, T>(start, destination); break;
        }
    }

    void Convert<TItem, T>(int start, Span<T> destination)
        where TItem : unmanaged, INumberBase<TItem>
        where T : INumberBase<T>
    {
        var items = MemoryMarshal.Cast<byte, TItem>(_bytes).Slice(start, destination.Length);
        for (int i = 0; i < items.Length; i++) destination[i] = T.CreateTruncating(items[i]);
    }
}
