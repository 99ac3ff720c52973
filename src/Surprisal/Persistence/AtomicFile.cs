namespace Surprisal;

/// <summary>Files that are there as a whole or not at all: whatever goes wrong on the way, the old file stays as it was.</summary>
public static class AtomicFile
{
    /// <summary>What the temporary files begin with; a killed process leaves one behind.</summary>
    internal const string TemporaryPrefix = ".surprisal-";

    /// <summary>Writes a file to a temporary one in the same folder, flushes that to the disk, and renames it over the old.</summary>
    /// <remarks>A symbolic link stays one: the file it leads to is replaced. The new file has the old one's Unix mode. A device
    /// or a descriptor below /dev, such as /dev/stdout, can't be replaced and is written to as it stands.</remarks>
    /// <param name="path">The file to make or replace.</param>
    /// <param name="content">Writes the content to the stream it is given. What it throws itself comes out as it is, once the temporary
    /// file is gone; only an <see cref="IOException"/> is taken for a failed write.</param>
    /// <exception cref="IOException">The file could not be written; the message is one line that names it and says why.</exception>
    public static void Write(string path, Action<Stream> content)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(content);
        try
        {
            if (IsDevice(path)) WriteThrough(path, content);
            else Replace(Target(path), content);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            string kept = File.Exists(path) && !IsDevice(path) ? "; the old file is unchanged" : "";
            throw new IOException($"{path}: could not be written: {IOFailure.Reason(error)}{kept}", error);
        }
    }

    static void Replace(string target, Action<Stream> content)
    {
        if (Directory.Exists(target)) throw new IOException("it is a folder");

        // Short, so that the longest file name a disk takes still has a temporary one beside it.
        string temporary = Path.Combine(Path.GetDirectoryName(target)!, TemporaryPrefix + Path.GetRandomFileName());
        try
        {
            var mode = OperatingSystem.IsWindows() || !File.Exists(target) ? default(UnixFileMode?) : File.GetUnixFileMode(target);
            using (var stream = new FileStream(temporary, Options(mode)))
            {
                content(stream);
                stream.Flush(flushToDisk: true);
                // The mode at creation went through the process's umask; this one is exact.
                if (mode is { } exact && !OperatingSystem.IsWindows()) File.SetUnixFileMode(stream.SafeFileHandle, exact);
            }

            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            Remove(temporary);
            throw;
        }
    }

    static FileStreamOptions Options(UnixFileMode? mode)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 1 << 16 };
        // From the first byte on nobody may read it who could not read the old one.
        if (mode is { } existing && !OperatingSystem.IsWindows()) options.UnixCreateMode = existing;
        return options;
    }

    static void WriteThrough(string path, Action<Stream> content)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        content(stream);
    }

    static bool IsDevice(string path) => !OperatingSystem.IsWindows() && Path.GetFullPath(path).StartsWith("/dev/", StringComparison.Ordinal)
        && !Path.GetFullPath(path).StartsWith("/dev/shm/", StringComparison.Ordinal);

    static string Target(string path)
    {
        var file = new FileInfo(path);
        return file.LinkTarget is null ? file.FullName : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
    }

    static void Remove(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // What made the write fail is what the user must hear, not that its leftover could not be removed either.
        }
    }
}
