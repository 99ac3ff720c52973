namespace Surprisal.Data;

/// <summary>The bytes of an input: unzipped if it was gzip, and with a look ahead by which its format is known. Trouble while reading becomes a
/// <see cref="DataException"/> with the input's name.</summary>
sealed class InputStream : ReadOnlyStream
{
    readonly Stream _inner;
    readonly InputStream? _packed;
    readonly byte[] _ahead = new byte[16];
    int _start;
    int _end;

    InputStream(Stream inner, string name, long? length, InputStream? packed = null)
    {
        _inner = inner;
        _packed = packed;
        Name = name;
        KnownLength = length;
    }

    /// <summary>The file's name as errors show it.</summary>
    public string Name { get; }

    /// <summary>How many bytes there are in all, if that is known before reading them: not for gzip or a pipe.</summary>
    public long? KnownLength { get; }

    /// <summary>The share of a file that has been read, a gzip file's by its packed bytes; null for a pipe.</summary>
    public double? Progress => _packed is not null ? _packed.Progress : KnownLength is > 0 and var length ? Math.Min(1, (double)_inner.Position / length) : null;

    /// <summary>Opens a file, or standard input for "-".</summary>
    public static InputStream Open(string path) =>
        path == "-" ? Of(Console.OpenStandardInput(), "<stdin>") : Of(InputFile.Open(path), InputFile.NameOf(path));

    /// <summary>Reads any stream under a name; the stream is closed with this one.</summary>
    public static InputStream Of(Stream stream, string name)
    {
        var raw = new InputStream(stream, name, stream.CanSeek ? stream.Length : null);
        bool isGzip = raw.Peek(2) is [0x1f, 0x8b];
        return isGzip ? new InputStream(new GzipReader(raw, name), name, length: null, raw) : raw;
    }

    /// <summary>The next bytes, fewer only at the end, without taking them. At most 16.</summary>
    public ReadOnlySpan<byte> Peek(int count)
    {
        while (_end < count)
        {
            int read = ReadInner(_ahead.AsSpan(_end));
            if (read == 0) break;
            _end += read;
        }

        return _ahead.AsSpan(0, Math.Min(count, _end));
    }

    public override int Read(Span<byte> buffer)
    {
        if (_start == _end) return ReadInner(buffer);
        int count = Math.Min(buffer.Length, _end - _start);
        _ahead.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    /// <summary>Reads exactly that many bytes, or fewer if the input ends before. Memory grows with what is there, not with what a header claims.</summary>
    public byte[] ReadUpTo(long count)
    {
        byte[] block = new byte[Math.Min(count, 1 << 24)];
        int length = 0;
        while (true)
        {
            length += this.ReadAtLeast(block.AsSpan(length), block.Length - length, throwOnEndOfStream: false);
            if (length < block.Length) return block.AsSpan(0, length).ToArray();
            if (length == count) return block;
            Array.Resize(ref block, (int)Math.Min(count, Math.Min(2L * length, Array.MaxLength)));
        }
    }

    int ReadInner(Span<byte> buffer)
    {
        try
        {
            return _inner.Read(buffer);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"{Name}: cannot be read: {CellText.OneLine(error.Message)}", error);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _inner.Dispose();
        base.Dispose(disposing);
    }
}
