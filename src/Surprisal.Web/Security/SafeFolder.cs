using Surprisal.Data;

namespace Surprisal.Web;

/// <summary>The folder whose files the page may read, and nothing outside it: neither by a path that climbs out nor by a link that leads out.</summary>
sealed class SafeFolder
{
    const int MostFiles = 200, Deepest = 3;
    const long LargestBytes = 256L << 20;

    static readonly EnumerationOptions s_below = new()
    {
        RecurseSubdirectories = true,
        MaxRecursionDepth = Deepest,
        IgnoreInaccessible = true,
        AttributesToSkip = FileAttributes.Hidden | FileAttributes.System | FileAttributes.ReparsePoint,
    };

    /// <summary>A folder.</summary>
    /// <exception cref="IOException">It is not there.</exception>
    public SafeFolder(string path) => Path = Real(new DirectoryInfo(System.IO.Path.GetFullPath(path)));

    /// <summary>Its real path, all links followed.</summary>
    public string Path { get; }

    /// <summary>The files in it and some levels below that end like this, by name, with / between folders; at most 200, and no links.</summary>
    public IReadOnlyList<string> Files(params string[] endings) =>
    [
        .. Directory.EnumerateFiles(Path, "*", s_below).Where(file => endings.Any(ending => file.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
            .Take(MostFiles).Select(file => System.IO.Path.GetRelativePath(Path, file).Replace('\\', '/')).Order(StringComparer.Ordinal),
    ];

    /// <summary>The whole path of a file that <see cref="Files"/> lists.</summary>
    /// <exception cref="DataException">It is none of them, or too large; the message says what would be valid.</exception>
    public string Find(string name, params string[] endings)
    {
        // Only names that were listed are opened: what is not a name of the list, however it is spelled, leads nowhere.
        var files = Files(endings);
        if (!files.Contains(name, StringComparer.Ordinal))
            throw new DataException($"'{Printable(name)}' is not a file of the folder that explore was started in{NameHints.Suggest(Printable(name), files, "files")}");
        var file = new FileInfo(System.IO.Path.Combine(Path, name));
        if (file.Length > LargestBytes) throw new DataException($"{name} has {file.Length >> 20} MiB; the page reads up to {LargestBytes >> 20}. surprisal train takes files of any size");
        return file.FullName;
    }

    static string Printable(string name) => new([.. name.Take(100).Select(c => char.IsControl(c) ? '?' : c)]);

    static string Real(DirectoryInfo folder)
    {
        if (!folder.Exists) throw new DirectoryNotFoundException($"'{folder.FullName}' is not a folder");
        return folder.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? folder.FullName;
    }
}
