namespace Surprisal;

/// <summary>A file that grows piece by piece, each of which a reader sees at once. It begins empty.</summary>
sealed class AppendedFile : IDisposable
{
    readonly string _path;
    readonly FileStream _stream;

    public AppendedFile(string path)
    {
        _path = path;
        _stream = Tried(() => new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0));
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
