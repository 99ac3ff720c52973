using System.Buffers.Binary;

namespace Surprisal.Data;

/// <summary>One IDX file of bytes, the format of MNIST: two zero bytes, the type, the number of sizes, the sizes, the values.</summary>
sealed class IdxFile : IDisposable
{
    const byte UnsignedByte = 8;

    readonly InputStream _input;
    readonly int[] _sizes;
    int _rowsRead;

    IdxFile(InputStream input, int[] sizes)
    {
        _input = input;
        _sizes = sizes;
    }

    public string Name => _input.Name;

    /// <summary>How many images or labels there are, by the header.</summary>
    public int Rows => _sizes[0];

    /// <summary>1 for labels, 2 to 4 for images: examples, channels, height, width.</summary>
    public int Rank => _sizes.Length;

    /// <summary>The shape of one example.</summary>
    public ExampleShape Shape => _sizes switch
    {
        [_, var width] => new(1, 1, width),
        [_, var height, var width] => new(1, height, width),
        [_, var channels, var height, var width] => new(channels, height, width),
        _ => new(1, 1, 1),
    };

    /// <summary>No text starts with two NUL bytes, and no other format read here does.</summary>
    public static bool IsIdx(ReadOnlySpan<byte> head) => head is [0, 0, ..];

    /// <summary>Whether a file is called as MNIST's are, such as <c>t10k-images-idx3-ubyte.gz</c>.</summary>
    public static bool IsNamedSo(string path) => path.Contains("-idx", StringComparison.Ordinal) && path.Contains("-ubyte", StringComparison.Ordinal);

    /// <summary>Reads the header and holds it against the file's size.</summary>
    public static IdxFile Open(InputStream input)
    {
        byte[] magic = input.ReadUpTo(4);
        if (magic is not [0, 0, _, >= 1 and <= 4])
            throw new DataException($"{input.Name}: is not an IDX file: it starts with {Convert.ToHexString(magic)}, expected 00000801 to 00000804");
        if (magic[2] != UnsignedByte)
            throw new DataException($"{input.Name}: holds values of IDX type {magic[2]:X2}, expected 08 (unsigned bytes)");
        byte[] header = input.ReadUpTo(4 * magic[3]);
        if (header.Length < 4 * magic[3]) throw new DataException($"{input.Name}: is cut short inside its header");
        int[] sizes = new int[magic[3]];
        Int128 bytes = 1;
        for (int i = 0; i < sizes.Length; i++)
        {
            uint size = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(4 * i));
            if (size is 0 or > int.MaxValue) throw new DataException($"{input.Name}: claims a size of {CellText.Count(size)}, expected 1 to 2,147,483,647");
            sizes[i] = (int)size;
            bytes *= size;
        }

        if (bytes / sizes[0] > Array.MaxLength) throw new DataException($"{input.Name}: claims {bytes / sizes[0]} bytes for one example; 2 GB is the most");
        long headerBytes = magic.Length + header.Length;
        if (input.KnownLength is { } length && length - headerBytes != bytes)
            throw new DataException($"{input.Name}: claims {bytes} bytes of values, got {length - headerBytes}");
        return new IdxFile(input, sizes);
    }

    /// <summary>The bytes of the next examples; empty at the end.</summary>
    public byte[] Read(int maxRows, out int rows)
    {
        rows = Math.Min(maxRows, Rows - _rowsRead);
        long bytes = (long)rows * Shape.Count;
        if (bytes > Array.MaxLength) throw new DataException($"{Name}: {CellText.Count(bytes)} bytes do not fit into memory at once; 2 GB is the most");
        byte[] values = _input.ReadUpTo(bytes);
        if (values.Length < bytes)
        {
            long got = (long)_rowsRead * Shape.Count + values.Length;
            throw new DataException($"{Name}: is cut short: {CellText.Count((long)Rows * Shape.Count)} bytes of values expected, got {CellText.Count(got)}");
        }

        _rowsRead += rows;
        if (_rowsRead == Rows && _input.ReadByte() >= 0) throw new DataException($"{Name}: goes on after the values that its header claims");
        return values;
    }

    public void Dispose() => _input.Dispose();
}
