using System.Buffers;
using System.Globalization;
using System.Text.Unicode;

namespace Surprisal.Data;

/// <summary>Turns UTF-8 bytes, with or without a byte order mark, into text; anything else is an error with its line.</summary>
sealed class Utf8Reader(InputStream input) : TextReader
{
    const int BlockSize = 1 << 16;

    readonly byte[] _bytes = new byte[BlockSize];
    readonly char[] _chars = new char[BlockSize];
    int _pendingBytes;
    int _start;
    int _end;
    int _linesBefore;
    bool _started;
    bool _ended;

    /// <summary>The beginning of the text: at least two lines unless the input or one block ends before.</summary>
    public ReadOnlySpan<char> Beginning()
    {
        if (!_started) Fill();
        return _chars.AsSpan(_start, _end - _start);
    }

    public override int Read(Span<char> buffer)
    {
        while (_start == _end && !_ended) Fill();
        int count = Math.Min(buffer.Length, _end - _start);
        _chars.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    void Fill()
    {
        int bytes = ReadBytes();
        var status = Utf8.ToUtf16(_bytes.AsSpan(0, bytes), _chars, out int used, out int written, replaceInvalidSequences: false, isFinalBlock: _ended);
        (_start, _end) = (0, written);
        var text = _chars.AsSpan(0, written);
        int nul = text.IndexOf('\0');
        if (nul >= 0) throw Refused(text[..nul], "a NUL byte: this is binary data or UTF-16, expected UTF-8 text");
        if (status == OperationStatus.InvalidData) throw Refused(text, "not UTF-8 text");
        if (!_started && written > 0 && text[0] == '\uFEFF') _start = 1;
        _started = true;
        _linesBefore += text.Count('\n');
        _pendingBytes = bytes - used;
        _bytes.AsSpan(used, _pendingBytes).CopyTo(_bytes);
    }

    // The first block is read until it shows two lines, so that a slow pipe is not waited for longer than the format needs.
    int ReadBytes()
    {
        int count = _pendingBytes;
        do
        {
            int read = input.Read(_bytes.AsSpan(count));
            count += read;
            _ended = read == 0;
        }
        while (!_ended && !_started && count < BlockSize && _bytes.AsSpan(0, count).Count((byte)'\n') < 2);
        return count;
    }

    DataException Refused(ReadOnlySpan<char> before, string what)
    {
        int line = _linesBefore + before.Count('\n') + 1;
        return new DataException(string.Create(CultureInfo.InvariantCulture, $"{input.Name}:{line}: {what}"));
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) input.Dispose();
        base.Dispose(disposing);
    }
}
