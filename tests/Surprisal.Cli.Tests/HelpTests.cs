namespace Surprisal.Cli.Tests;

public sealed class HelpTests
{
    [Theory]
    [InlineData("")]
    [InlineData("train")]
    [InlineData("predict")]
    [InlineData("evaluate")]
    [InlineData("information")]
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
        tool.Npy<float>("p.npy", [0.5f, 0.25f, 0.25f], 3);
        foreach (string command in (string[])["train", "predict", "evaluate", "information"]) // in this order: train writes the model that the others read
        {
            string[] lines = Tool.Run(command, "--help").Output.ReplaceLineEndings("\n").Split('\n');
            string example = lines[Array.IndexOf(lines, "Example:") + 1].Trim();
            Assert.StartsWith($"surprisal {command} ", example, StringComparison.Ordinal);
            string[] args = [.. example.Split(' ')[1..].Select(a => a.Contains('.', StringComparison.Ordinal) ? tool.File(a) : a)];
            var result = Tool.Run(args);
            Assert.Equal("", result.Error);
            Assert.Equal(0, result.Code);
        }
    }
}
