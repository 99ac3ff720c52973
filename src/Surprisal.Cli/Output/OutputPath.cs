using Surprisal.Data;

namespace Surprisal.Cli;

/// <summary>Where a result is to be written: a long training must not end at a folder that is not there.</summary>
static class OutputPath
{
    /// <exception cref="DataException">Nothing could be written there; one line that says why.</exception>
    public static void Check(string path, string what)
    {
        string? folder = Path.GetDirectoryName(Path.GetFullPath(path));
        if (Directory.Exists(path)) throw new DataException($"{path}: is a folder, expected a file name for {what}");
        if (folder is not null && !Directory.Exists(folder)) throw new DataException($"{path}: there is no folder {folder}");
    }
}
