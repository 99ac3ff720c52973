namespace Surprisal.Data;

/// <summary>Opens files, and says in one line why one cannot be opened.</summary>
static class InputFile
{
    /// <summary>The file's own name, which is what errors show.</summary>
    public static string NameOf(string path) => Path.GetFileName(Path.TrimEndingDirectorySeparator(path));

    public static FileStream Open(string path)
    {
        if (Directory.Exists(path)) throw new DataException($"{path} is a folder, not a file");
        try
        {
            // A buffer of one byte is none: every reader here asks for large blocks.
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, FileOptions.SequentialScan);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DataException(Missing(path), error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new DataException($"{CellText.OneLine(path)} cannot be opened: {CellText.OneLine(error.Message)}", error);
        }
    }

    /// <summary>The text of a whole small file, such as a schema.</summary>
    public static string ReadText(string path)
    {
        using var input = InputStream.Open(path);
        using var reader = new Utf8Reader(input);
        return reader.ReadToEnd();
    }

    static string Missing(string path)
    {
        string folder = Path.GetDirectoryName(path) is { Length: > 0 } parent ? parent : ".";
        if (!Directory.Exists(folder)) return $"{path} is not there: there is no folder {folder}";
        try
        {
            var near = NameHints.Closest(Path.GetFileName(path), Directory.EnumerateFileSystemEntries(folder).Select(NameOf).Order(StringComparer.Ordinal));
            return near is null ? $"{path} is not there" : $"{path} is not there; did you mean '{near}'?";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return $"{path} is not there";
        }
    }
}
