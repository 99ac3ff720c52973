using System.Buffers.Binary;
using System.IO.Compression;
using Surprisal.Data;

namespace Surprisal.Reports;

/// <summary>Small pictures as PNG, the one format that every browser shows without loss.</summary>
static class Png
{
    const byte Grey = 0, Colour = 2;

    static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a];

    /// <summary>The file's bytes: in colour for three channels, else grey from the first.</summary>
    public static byte[] Encode(Picture picture)
    {
        (int height, int width) = (picture.Shape.Height, picture.Shape.Width);
        bool isColour = picture.Shape.Channels == 3;
        using var file = new MemoryStream();
        file.Write(Signature);
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, isColour ? Colour : Grey); // bits of a sample, kind
        Chunk(file, "IHDR"u8, header);
        Chunk(file, "IDAT"u8, Compressed(picture, height, width, isColour ? 3 : 1));
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    static byte[] Compressed(Picture picture, int height, int width, int channels)
    {
        using var data = new MemoryStream();
        using (var zlib = new ZLibStream(data, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            byte[] line = new byte[1 + width * channels]; // its first byte says that no filter was used
            for (int y = 0; y < height; y++)
            {
                for (int x = 0; x < width * channels; x++) line[1 + x] = picture.Pixels[(x % channels * height + y) * width + x / channels];
                zlib.Write(line);
            }
        }

        return data.ToArray();
    }

    static void Chunk(MemoryStream file, ReadOnlySpan<byte> name, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(name);
        file.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(Crc(uint.MaxValue, name), data));
        file.Write(number);
    }

    // CRC-32 of ISO 3309, as the PNG specification's annex D has it.
    static uint Crc(uint crc, ReadOnlySpan<byte> data)
    {
        foreach (byte value in data)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++) crc = (crc & 1) == 0 ? crc >> 1 : 0xedb88320 ^ (crc >> 1);
        }

        return crc;
    }
}
