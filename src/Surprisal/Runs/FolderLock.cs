namespace Surprisal;

/// <summary>Keeps two processes from writing the same run.</summary>
static class FolderLock
{
    /// <summary>Makes the folder if it is not there, and holds it until the stream is disposed of.</summary>
    /// <exception cref="TrainingException">Another process holds it, or it cannot be written to.</exception>
    public static FileStream Take(string folder)
    {
        string path = Path.Combine(folder, ".lock");
        try
        {
            Directory.CreateDirectory(folder);
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            string reason = File.Exists(path) && error is IOException ? "another process is training there" : $"could not be written: {IOFailure.Reason(error)}";
            throw new TrainingException($"{folder}: {reason}", error);
        }
    }
}
