namespace Surprisal.Cli.Tests;

/// <summary>The command in this process, in a folder of its own.</summary>
sealed class Tool : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("surprisal").FullName;

    public string File(string name) => Path.Combine(Folder, name);

    public string Write(string name, string content)
    {
        System.IO.File.WriteAllText(File(name), content);
        return File(name);
    }

    /// <summary>The embedded iris as a file.</summary>
    public string Iris()
    {
        using var stream = typeof(Data.EmbeddedData).Assembly.GetManifestResourceStream("iris.csv")!;
        using var reader = new StreamReader(stream);
        return Write("iris.csv", reader.ReadToEnd());
    }

    public static (int Code, string Output, string Error) Run(params string[] args)
    {
        using StringWriter output = new(), error = new();
        int code = CommandLine.Run(args, output, error);
        return (code, output.ToString(), error.ToString());
    }

    /// <summary>Runs what must fail: one line of error, nothing on the output.</summary>
    public static void Fails(int code, string message, params string[] args)
    {
        var result = Run(args);
        Assert.Equal($"error: {message}", result.Error.TrimEnd());
        Assert.Equal(code, result.Code);
        Assert.Equal("", result.Output);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
