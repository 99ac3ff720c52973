using System.Runtime.CompilerServices;

namespace Surprisal.Cli.Tests;

/// <summary>Output that is kept beside the tests. SURPRISAL_UPDATE=1 writes it anew, to be looked at before it is committed.</summary>
static class Snapshot
{
    public static void Matches(string name, string actual, [CallerFilePath] string caller = "")
    {
        string path = Path.Combine(Path.GetDirectoryName(caller)!, "Snapshots", name + ".verified.txt");
        actual = actual.ReplaceLineEndings("\n");
        if (Environment.GetEnvironmentVariable("SURPRISAL_UPDATE") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
        }
        Assert.True(File.Exists(path), $"{path} is missing; SURPRISAL_UPDATE=1 writes it");
        Assert.Equal(File.ReadAllText(path), actual);
    }
}
