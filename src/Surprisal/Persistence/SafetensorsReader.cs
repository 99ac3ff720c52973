using System.Buffers.Binary;
using System.Text.Unicode;

namespace Surprisal;

/// <summary>Reads the safetensors format from a stream that may hold anything.</summary>
static class SafetensorsReader
{
    const int LengthBytes = sizeof(ulong);

    /// <summary>Reads all tensors and texts; <paramref name="path"/> is only for messages.</summary>
    /// <exception cref="ModelFileException">The stream is no such file.</exception>
    public static SafetensorsFile Read(Stream stream, string path)
    {
        try
        {
            byte[] header = ReadHeader(stream, path);
            long available = stream.Length - LengthBytes - header.Length;
            var (metadata, entries) = SafetensorsEntries.Parse(header, path);
            SafetensorsEntries.CheckPlaces(entries, available, path);

            var tensors = new Dictionary<string, StoredTensor>(entries.Count, StringComparer.Ordinal);
            foreach (var entry in entries)
            {
                var tensor = StoredTensor.OfZeros(entry.Name, entry.Type, (int)entry.Count, entry.Shape);
                SafetensorsType.Fill(tensor, stream);
                tensors.Add(entry.Name, tensor);
            }

            return new(path, metadata, tensors);
        }
        catch (EndOfStreamException error)
        {
            throw new ModelFileException($"{path}: the file grew shorter while it was read.", error);
        }
    }

    static byte[] ReadHeader(Stream stream, string path)
    {
        if (stream.Length < LengthBytes)
            throw new ModelFileException($"{path}: not a safetensors file: {stream.Length} bytes are too few for the header's length.");
        Span<byte> lengthBytes = stackalloc byte[LengthBytes];
        stream.ReadExactly(lengthBytes);
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(lengthBytes);
        if (length > SafetensorsHeader.LongestHeader)
        {
            throw new ModelFileException(
                $"{path}: not a safetensors file: a header of {length} bytes is claimed, at most {SafetensorsHeader.LongestHeader} are allowed.");
        }

        if (length > (ulong)(stream.Length - LengthBytes))
            throw new ModelFileException($"{path}: cut short: a header of {length} bytes is claimed, {stream.Length - LengthBytes} bytes are there.");

        byte[] header = new byte[length];
        stream.ReadExactly(header);
        // The format wants the brace first; elsewhere it is white space that JSON would allow.
        if (header is not [(byte)'{', ..]) throw new ModelFileException($"{path}: not a safetensors file: the header does not begin with {{.");
        return Utf8.IsValid(header) ? header : throw new ModelFileException($"{path}: the header is not UTF-8.");
    }
}
