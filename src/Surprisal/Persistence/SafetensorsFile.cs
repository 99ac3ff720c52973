using System.Buffers.Binary;

namespace Surprisal;

/// <summary>A file in the safetensors format: named tensors and a map of texts. Every tool of the field reads it, and nothing in it is ever run.</summary>
/// <remarks>The reader takes no byte on trust: all that the file claims is held against its true length before memory is asked for.</remarks>
public sealed class SafetensorsFile
{
    readonly string _path;

    internal SafetensorsFile(string path, IReadOnlyDictionary<string, string> metadata, IReadOnlyDictionary<string, StoredTensor> tensors)
    {
        (_path, Metadata, Tensors) = (path, metadata, tensors);
    }

    /// <summary>The texts beside the tensors, by name; empty where the file has none.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The tensors, by name.</summary>
    public IReadOnlyDictionary<string, StoredTensor> Tensors { get; }

    /// <summary>The floats of a tensor that must be there in a known shape, row after row.</summary>
    /// <exception cref="ModelFileException">The file has no such tensor, or it is of another type or shape.</exception>
    public ReadOnlySpan<float> Float32(string name, params ReadOnlySpan<long> shape) => (float[])Expected(name, TensorType.Float32, shape);

    /// <summary>The doubles of a tensor that must be there in a known shape, row after row.</summary>
    /// <inheritdoc cref="Float32(string, ReadOnlySpan{long})"/>
    public ReadOnlySpan<double> Float64(string name, params ReadOnlySpan<long> shape) => (double[])Expected(name, TensorType.Float64, shape);

    /// <summary>The integers of a tensor that must be there in a known shape, row after row.</summary>
    /// <inheritdoc cref="Float32(string, ReadOnlySpan{long})"/>
    public ReadOnlySpan<long> Int64(string name, params ReadOnlySpan<long> shape) => (long[])Expected(name, TensorType.Int64, shape);

    Array Expected(string name, TensorType type, ReadOnlySpan<long> shape)
    {
        if (!Tensors.TryGetValue(name, out var tensor)) throw new ModelFileException($"{_path}: tensor {SafeText.Quoted(name)} is missing.");
        long[] actual = [.. tensor.Shape];
        if (tensor.Type == type && shape.SequenceEqual(actual)) return tensor.Values;
        throw new ModelFileException(
            $"{_path}: tensor {SafeText.Quoted(name)} is {SafetensorsType.Name(tensor.Type)} {TensorShape.Text(actual)}, "
            + $"expected {SafetensorsType.Name(type)} {TensorShape.Text(shape)}.");
    }

    /// <summary>Reads a whole file.</summary>
    /// <exception cref="ModelFileException">It is not there, can't be read, or is not in the safetensors format.</exception>
    public static SafetensorsFile Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Directory.Exists(path)) throw new ModelFileException($"{path}: is a folder, expected a model file.");
        try
        {
            using var stream = File.OpenRead(path);
            return SafetensorsReader.Read(stream, path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new ModelFileException($"{path}: could not be read: {IOFailure.Reason(error)}", error);
        }
    }

    /// <summary>Writes a file as a whole or not at all: see <see cref="AtomicFile.Write"/>.</summary>
    /// <remarks>The same content gives the same bytes, in whatever order it comes.</remarks>
    /// <param name="path">The file to make or replace.</param>
    /// <param name="metadata">Texts to lie beside the tensors.</param>
    /// <param name="tensors">The tensors, each under its own name.</param>
    /// <exception cref="ModelFileException">The file could not be written; an old one is unchanged.</exception>
    /// <exception cref="ArgumentException">Two tensors have one name, a tensor is called __metadata__ or is of integers,
    /// or the header grows beyond 100 MB.</exception>
    public static void Write(string path, IReadOnlyDictionary<string, string> metadata, IEnumerable<StoredTensor> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        // Eight-byte numbers first, so that every tensor begins at a multiple of its number's size in the file.
        StoredTensor[] ordered =
            [.. tensors.OrderByDescending(tensor => SafetensorsType.Size(tensor.Type)).ThenBy(tensor => tensor.Name, StringComparer.Ordinal)];
        byte[] header = SafetensorsHeader.Bytes(metadata, ordered);
        try
        {
            AtomicFile.Write(path, stream => Write(stream, header, ordered));
        }
        catch (IOException error)
        {
            throw new ModelFileException(error.Message, error);
        }
    }

    static void Write(Stream stream, byte[] header, StoredTensor[] tensors)
    {
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach (var tensor in tensors) stream.Write(SafetensorsType.BytesOf(tensor));
    }
}
