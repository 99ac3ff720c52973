namespace Surprisal;

/// <summary>Why the system refused a file, in a few words: .NET's own messages name temporary files and run to several lines.</summary>
static class IOFailure
{
    public static string Reason(Exception error) => error switch
    {
        UnauthorizedAccessException => "permission denied",
        FileNotFoundException => "no such file",
        DirectoryNotFoundException => "its folder does not exist",
        NotSupportedException => "it is not a regular file",
        PathTooLongException => "the path is too long",
        _ => WithoutPath(error.Message),
    };

    // "No space left on device : '/folder/.surprisal-x'": the path is not the one that the user gave.
    static string WithoutPath(string message)
    {
        int path = message.IndexOf(" : '", StringComparison.Ordinal);
        return (path < 0 ? message : message[..path]).TrimEnd('.').ReplaceLineEndings(" ");
    }
}
