using System.Buffers.Binary;
using System.Text;

namespace Surprisal;

/// <summary>What TensorBoard reads: records of a length and an Event message of event.proto, each with its checksum.</summary>
static class TensorBoardLog
{
    const byte Fixed64 = 1, Bytes = 2, Fixed32 = 5;
    const uint MaskDelta = 0xA282EAD8;

    /// <summary>What a file begins with.</summary>
    public static byte[] Head(DateTimeOffset when)
    {
        using var message = Event(when);
        Field(message, 3, "brain.Event:2"u8);
        return Record(message);
    }

    /// <summary>Some figures of one step.</summary>
    public static byte[] Scalars(DateTimeOffset when, long step, params ReadOnlySpan<(string Tag, double Value)> scalars)
    {
        using MemoryStream message = Event(when), summary = new();
        message.WriteByte(2 << 3); // int64 step
        Varint(message, (ulong)step);
        Span<byte> number = stackalloc byte[sizeof(float)];
        foreach (var (tag, value) in scalars)
        {
            using var scalar = new MemoryStream();
            Field(scalar, 1, Encoding.UTF8.GetBytes(tag));
            scalar.WriteByte((2 << 3) | Fixed32); // float simple_value
            BinaryPrimitives.WriteSingleLittleEndian(number, (float)value);
            scalar.Write(number);
            Field(summary, 1, scalar.ToArray());
        }
        Field(message, 5, summary.ToArray());
        return Record(message);
    }

    static MemoryStream Event(DateTimeOffset when)
    {
        var message = new MemoryStream();
        message.WriteByte((1 << 3) | Fixed64); // double wall_time, in seconds since 1970
        Span<byte> seconds = stackalloc byte[sizeof(double)];
        BinaryPrimitives.WriteDoubleLittleEndian(seconds, (when - DateTimeOffset.UnixEpoch).TotalSeconds);
        message.Write(seconds);
        return message;
    }

    static void Field(Stream message, byte number, ReadOnlySpan<byte> content)
    {
        message.WriteByte((byte)((number << 3) | Bytes));
        Varint(message, (ulong)content.Length);
        message.Write(content);
    }

    static void Varint(Stream message, ulong value)
    {
        for (; value >= 0x80; value >>= 7) message.WriteByte((byte)(value | 0x80));
        message.WriteByte((byte)value);
    }

    // TFRecord: length, its checksum, the message, its checksum.
    static byte[] Record(MemoryStream message)
    {
        byte[] content = message.ToArray(), record = new byte[12 + content.Length + 4];
        BinaryPrimitives.WriteUInt64LittleEndian(record, (ulong)content.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(8), Masked(record.AsSpan(0, 8)));
        content.CopyTo(record, 12);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(12 + content.Length), Masked(content));
        return record;
    }

    // The format wants checksums of data that holds checksums to be no fixed points.
    static uint Masked(ReadOnlySpan<byte> bytes)
    {
        uint checksum = Crc32C.Of(bytes);
        return ((checksum >> 15) | (checksum << 17)) + MaskDelta;
    }
}
