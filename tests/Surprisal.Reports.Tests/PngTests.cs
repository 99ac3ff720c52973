using System.Buffers.Binary;
using System.IO.Compression;

namespace Surprisal.Reports.Tests;

/// <summary>Pictures are PNG as the specification has it, read here chunk by chunk.</summary>
public sealed class PngTests
{
    static Dictionary<string, byte[]> Chunks(byte[] file)
    {
        Assert.Equal([137, 80, 78, 71, 13, 10, 26, 10], file[..8]);
        var chunks = new Dictionary<string, byte[]>();
        for (int at = 8; at < file.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            chunks.Add(System.Text.Encoding.ASCII.GetString(file, at + 4, 4), file[(at + 8)..(at + 8 + length)]);
            at += length + 12;
        }

        return chunks;
    }

    static byte[] Inflated(byte[] data)
    {
        using var zlib = new ZLibStream(new MemoryStream(data), CompressionMode.Decompress);
        using var pixels = new MemoryStream();
        zlib.CopyTo(pixels);
        return pixels.ToArray();
    }

    [Fact]
    public void A_grey_picture_keeps_its_pixels()
    {
        var chunks = Chunks(Png.Encode(new(new(1, 2, 3), [1, 2, 3, 4, 5, 6])));
        Assert.Equal([0, 0, 0, 3, 0, 0, 0, 2, 8, 0, 0, 0, 0], chunks["IHDR"]);
        Assert.Equal([0, 1, 2, 3, 0, 4, 5, 6], Inflated(chunks["IDAT"]));
    }

    [Fact]
    public void Channels_of_a_coloured_picture_lie_side_by_side()
    {
        var chunks = Chunks(Png.Encode(new(new(3, 1, 2), [1, 2, 10, 20, 100, 200])));
        Assert.Equal([0, 1, 10, 100, 2, 20, 200], Inflated(chunks["IDAT"]));
        Assert.Equal(2, chunks["IHDR"][9]);
    }

    // The last chunk of every PNG file is these twelve bytes.
    [Fact]
    public void Checksums_are_those_of_the_specification() =>
        Assert.Equal([0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82], Png.Encode(new(new(1, 1, 1), [0]))[^12..]);
}
