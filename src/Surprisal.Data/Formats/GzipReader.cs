using System.IO.Compression;

namespace Surprisal.Data;

/// <summary>Unzips gzip and notices when it was cut short, which <see cref="GZipStream"/> passes over in silence.</summary>
/// <remarks>A complete gzip file may be followed by another one. So a small one of known content is put behind the input: what comes out ends with that
/// content exactly if everything before it was whole. It compresses by back-references, so cut data cannot show its text by accident. What comes out
/// once that file was needed is held back until the end is seen: behind a cut it is nonsense, which must not be taken for a damaged row.</remarks>
sealed class GzipReader : ReadOnlyStream
{
    static readonly byte[] s_endMark = [.. "end of gzip, end of gzip, end of gzip"u8];
    static readonly byte[] s_zippedEndMark = Zip(s_endMark);

    readonly string _name;
    readonly WithEndMark _zipped;
    readonly GZipStream _unzipped;
    byte[] _buffer = new byte[1 << 16];
    int _start;
    int _end;
    bool _ended;

    public GzipReader(Stream zipped, string name)
    {
        _name = name;
        _zipped = new WithEndMark(zipped);
        _unzipped = new GZipStream(_zipped, CompressionMode.Decompress);
    }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty) return 0;
        while (!_ended && (_zipped.IsMarked || _end - _start <= s_endMark.Length)) Fill();
        int count = Math.Min(buffer.Length, _end - _start - (_ended ? 0 : s_endMark.Length));
        _buffer.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    void Fill()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        if (_end == _buffer.Length) Array.Resize(ref _buffer, 2 * _buffer.Length);
        int read;
        try
        {
            read = _unzipped.Read(_buffer.AsSpan(_end));
        }
        catch (InvalidDataException error)
        {
            throw Damaged(error);
        }

        _end += read;
        if (read > 0) return;
        if (!_buffer.AsSpan(0, _end).EndsWith(s_endMark)) throw Damaged(null);
        _end -= s_endMark.Length;
        _ended = true;
    }

    DataException Damaged(Exception? error) => new($"{_name}: the gzip data is damaged or cut short", error);

    static byte[] Zip(byte[] content)
    {
        var zipped = new MemoryStream();
        using (var zip = new GZipStream(zipped, CompressionLevel.SmallestSize)) zip.Write(content);
        return zipped.ToArray();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _unzipped.Dispose();
        base.Dispose(disposing);
    }

    sealed class WithEndMark(Stream zipped) : ReadOnlyStream
    {
        /// <summary>Whether the input itself has been read to its end.</summary>
        public bool IsMarked { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            int read = zipped.Read(buffer);
            if (read > 0 || IsMarked) return read;
            s_zippedEndMark.CopyTo(buffer);
            IsMarked = true;
            return s_zippedEndMark.Length;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) zipped.Dispose();
            base.Dispose(disposing);
        }
    }
}
