using Surprisal.Data;

namespace Surprisal.Cli.Tests;

public sealed class HelpTests
{
    [Theory]
    [InlineData("")]
    [InlineData("train")]
    [InlineData("predict")]
    [InlineData("evaluate")]
    [InlineData("explain")]
    [InlineData("loss")]
    [InlineData("activation")]
    [InlineData("information")]
    [InlineData("probe")]
    [InlineData("doctor")]
    [InlineData("explore")]
    [InlineData("lab")]
    public void Help_is_what_it_was(string command)
    {
        var result = Tool.Run([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);
        Assert.Equal(0, result.Code);
        Snapshot.Matches($"help-{(command.Length == 0 ? "root" : command)}", result.Output);
    }

    [Fact]
    public void No_command_shows_the_help() => Assert.Equal(Tool.Run("--help").Output, Tool.Run().Output);

    [Fact]
    public void Every_example_of_the_help_runs()
    {
        using var tool = new Tool();
        tool.Iris();
        Save(tool.File("L.npy"), NpyArray.Of<float>([1, -2, 0.5f, 3, 0, -1], 2, 3));
        Save(tool.File("T.npy"), NpyArray.Of<long>([0, 2], 2));
        Save(tool.File("P.npy"), NpyArray.Of<double>([0.5, 0.25, 0.25], 3));
        Save(tool.File("Q.npy"), NpyArray.Of<double>([0.25, 0.5, 0.25], 3));
        foreach (string command in (string[])["train", "predict", "evaluate", "explain", "loss", "information", "activation", "probe", "doctor", "lab"]) // in this order: train writes the model that the others read
        {
            string[] lines = Tool.Run(command, "--help").Output.ReplaceLineEndings("\n").Split('\n');
            string example = lines[Array.IndexOf(lines, "Example:") + 1].Trim();
            Assert.StartsWith($"surprisal {command} ", example, StringComparison.Ordinal);
            string[] args = [.. example.Split(' ')[1..].Select(a => a.Contains('.', StringComparison.Ordinal) && char.IsLetter(a[^1]) ? tool.File(a) : a)];
            var result = Tool.Run(args);
            Assert.Equal("", result.Error);
            Assert.Equal(0, result.Code);
        }
    }

    static void Save(string path, NpyArray array)
    {
        using var stream = File.Create(path);
        array.Write(stream);
    }
}
