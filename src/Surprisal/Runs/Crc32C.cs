using System.Buffers.Binary;
using System.Numerics;

namespace Surprisal;

/// <summary>The checksum CRC-32C (Castagnoli) of RFC 3720, by the processor's own instruction.</summary>
static class Crc32C
{
    /// <summary>Of nothing, before <see cref="Add"/>.</summary>
    public const uint Start = 0xFFFFFFFF;

    /// <summary>The checksum of some bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes) => ~Add(Start, bytes);

    /// <summary>Goes on with more bytes; the checksum of all is the complement of the last result.</summary>
    public static uint Add(uint state, ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..]) state = BitOperations.Crc32C(state, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (byte value in bytes) state = BitOperations.Crc32C(state, value);
        return state;
    }
}
