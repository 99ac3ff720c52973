using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace Surprisal.Tests;

/// <summary>The event files, read back by the format's own definition: TFRecord's frames and the fields of event.proto.</summary>
public sealed class TensorBoardLogTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("123456789", 0xE3069283)] // the check value of CRC-32C
    [InlineData("", 0)]
    public void The_checksum_is_castagnolis(string text, uint expected) => Assert.Equal(expected, Crc32C.Of(Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void Thirty_two_zeros_have_the_checksum_of_rfc_3720() => Assert.Equal(0x8A9136AA, Crc32C.Of(new byte[32]));

    [Fact]
    public void The_events_are_the_metrics()
    {
        var began = DateTimeOffset.UtcNow;
        Runs.Begin(_folder["run"]);
        byte[][] events = Records(File.ReadAllBytes(Assert.Single(Directory.GetFiles(_folder["run"], "events.out.tfevents.*"))));
        Assert.Equal("brain.Event:2", Encoding.UTF8.GetString((byte[])Fields(events[0])[1].Value));
        string[] lines = File.ReadAllLines(Path.Combine(_folder["run"], "metrics.jsonl"));
        Assert.Equal(lines.Length, events.Length - 1);
        for (int i = 0; i < lines.Length; i++)
        {
            var metrics = JsonDocument.Parse(lines[i]).RootElement;
            var fields = Fields(events[i + 1]);
            Assert.Equal([1, 2, 5], fields.Select(field => field.Number));
            Assert.InRange(BitConverter.UInt64BitsToDouble((ulong)fields[0].Value) - (began - DateTimeOffset.UnixEpoch).TotalSeconds, 0, 60);
            Assert.Equal((ulong)(i + 1), fields[1].Value);
            var scalars = Fields((byte[])fields[2].Value).ToDictionary(
                value => Encoding.UTF8.GetString((byte[])Fields((byte[])value.Value)[0].Value), value => BitConverter.UInt32BitsToSingle((uint)Fields((byte[])value.Value)[1].Value));
            Assert.Equal(3, scalars.Count);
            foreach (var (tag, name) in (IEnumerable<(string, string)>)[("loss/train", "train_loss"), ("loss/validation", "validation_loss"), ("learning_rate", "learning_rate")])
                Assert.Equal((float)metrics.GetProperty(name).GetDouble(), scalars[tag]);
        }
    }

    // length, its masked checksum, message, its masked checksum
    static byte[][] Records(ReadOnlySpan<byte> file)
    {
        List<byte[]> records = [];
        while (!file.IsEmpty)
        {
            int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(file);
            Assert.Equal(Masked(file[..8]), BinaryPrimitives.ReadUInt32LittleEndian(file[8..]));
            Assert.Equal(Masked(file.Slice(12, length)), BinaryPrimitives.ReadUInt32LittleEndian(file[(12 + length)..]));
            records.Add(file.Slice(12, length).ToArray());
            file = file[(16 + length)..];
        }
        return [.. records];
    }

    static uint Masked(ReadOnlySpan<byte> bytes) => uint.RotateRight(BitByBit(bytes), 15) + 0xA282EAD8;

    static uint BitByBit(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? (crc >> 1) ^ 0x82F63B78 : crc >> 1;
        }
        return ~crc;
    }

    static List<(int Number, object Value)> Fields(byte[] message)
    {
        List<(int, object)> fields = [];
        for (int at = 0; at < message.Length;)
        {
            int key = (int)Varint(message, ref at);
            int length = (key & 7) switch { 1 => 8, 5 => 4, 2 => (int)Varint(message, ref at), _ => 0 };
            object value = (key & 7) switch
            {
                0 => Varint(message, ref at),
                1 => BinaryPrimitives.ReadUInt64LittleEndian(message.AsSpan(at)),
                5 => BinaryPrimitives.ReadUInt32LittleEndian(message.AsSpan(at)),
                _ => message[at..(at + length)],
            };
            fields.Add((key >> 3, value));
            at += length;
        }
        return fields;
    }

    static ulong Varint(byte[] message, ref int at)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = message[at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return value;
        }
    }
}
