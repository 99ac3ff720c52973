namespace Surprisal.Web;

/// <summary>How the local page is served.</summary>
public sealed record ExploreOptions
{
    /// <summary>The port that is taken unless said.</summary>
    public const int DefaultPort = 5178;

    /// <summary>Where it listens, on 127.0.0.1 and nowhere else; 0 takes any free port.</summary>
    public int Port { get; init; } = DefaultPort;

    /// <summary>The folder whose files may be read; nothing outside it is.</summary>
    public string Folder { get; init; } = Directory.GetCurrentDirectory();

    /// <summary>Takes a line for each request that failed by a fault of ours.</summary>
    public TextWriter Error { get; init; } = TextWriter.Null;
}
