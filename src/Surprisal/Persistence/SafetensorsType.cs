using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Surprisal;

/// <summary>How the format names the kinds of numbers, and how they lie in bytes: little-endian.</summary>
static class SafetensorsType
{
    public static string Name(TensorType type) => type switch { TensorType.Float32 => "F32", TensorType.Float64 => "F64", _ => "I64" };

    public static TensorType? Of(string name) => name switch
    {
        "F32" => TensorType.Float32,
        "F64" => TensorType.Float64,
        "I64" => TensorType.Int64,
        _ => null,
    };

    public static int Size(TensorType type) => type == TensorType.Float32 ? 4 : 8;

    /// <summary>The bytes of a tensor as the file has them: its own memory, or a copy turned round on the rare big-endian machine.</summary>
    public static ReadOnlySpan<byte> BytesOf(StoredTensor tensor)
    {
        var bytes = Memory(tensor);
        if (BitConverter.IsLittleEndian) return bytes;
        byte[] copy = bytes.ToArray();
        Reverse(copy, tensor.Type);
        return copy;
    }

    /// <summary>Fills a tensor from the next bytes of a file.</summary>
    /// <exception cref="EndOfStreamException">There are not as many.</exception>
    public static void Fill(StoredTensor tensor, Stream stream)
    {
        var bytes = Memory(tensor);
        stream.ReadExactly(bytes);
        if (!BitConverter.IsLittleEndian) Reverse(bytes, tensor.Type);
    }

    static Span<byte> Memory(StoredTensor tensor) => tensor.Type switch
    {
        TensorType.Float32 => MemoryMarshal.AsBytes(((float[])tensor.Values).AsSpan()),
        TensorType.Float64 => MemoryMarshal.AsBytes(((double[])tensor.Values).AsSpan()),
        _ => MemoryMarshal.AsBytes(((long[])tensor.Values).AsSpan()),
    };

    static void Reverse(Span<byte> bytes, TensorType type)
    {
        if (Size(type) == sizeof(uint))
        {
            var words = MemoryMarshal.Cast<byte, uint>(bytes);
            BinaryPrimitives.ReverseEndianness(words, words);
        }
        else
        {
            var words = MemoryMarshal.Cast<byte, ulong>(bytes);
            BinaryPrimitives.ReverseEndianness(words, words);
        }
    }
}
