namespace Surprisal;

/// <summary>A file that grows piece by piece, each of which a reader sees at once. It begins empty, or with what is kept of an old one.</summary>
sealed class AppendedFile : IDisposable
{
    readonly string _path;
    readonly FileStream _stream;

    /// <summary>Opens the file for adding.</summary>
    /// <param name="path">Where it is; made if it is not there.</param>
    /// <param name="kept">So many bytes of the old file stay, the rest is cut off.</param>
    public AppendedFile(string path, long kept = 0)
    {
        _path = path;
        _stream = Tried(() => new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0));
        Tried(() =>
        {
            _stream.SetLength(kept);
            return _stream.Seek(0, SeekOrigin.End);
        });
    }

    public void Add(byte[] bytes) => Tried(() =>
    {
        _stream.Write(bytes);
        return bytes.Length;
    });

    public void Dispose() => _stream.Dispose();

    T Tried<T>(Func<T> write)
    {
        try
        {
            return write();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{_path}: could not be written: {IOFailure.Reason(error)}", error);
        }
    }
}
