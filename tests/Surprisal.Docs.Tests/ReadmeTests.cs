using System.Text.RegularExpressions;
using Surprisal.Cli;

namespace Surprisal.Docs.Tests;

/// <summary>The README says what is so: its commands run, its programs are the samples, its links lead somewhere.</summary>
public sealed partial class ReadmeTests
{
    const string Tool = "dotnet run -c Release --project src/Surprisal.Cli -- ";
    static readonly string s_readme = Repository.Text("README.md");

    [Fact]
    public void The_first_screen_is_two_commands() =>
        Assert.Equal(["dotnet run -c Release --project src/Surprisal.Cli -- train", "dotnet test"], Blocks("sh")[0].Split('\n'));

    [Fact]
    public void Every_command_of_the_readme_runs()
    {
        string folder = Directory.CreateTempSubdirectory("surprisal").FullName;
        try
        {
            foreach (string line in Blocks("sh").SelectMany(block => block.Split('\n')))
            {
                if (line == "dotnet test") continue; // this very run
                Assert.StartsWith(Tool, line, StringComparison.Ordinal);
                string[] args = [.. line[Tool.Length..].Split(' ').Select(arg => Place(arg, folder))];
                using StringWriter output = new(), error = new();
                Assert.Equal((0, ""), (CommandLine.Run(args, output, error), error.ToString()));
            }
            Assert.Equal(["iris.safetensors", "predictions.csv"], Directory.GetFiles(folder).Select(Path.GetFileName).Order());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Every_program_of_the_readme_is_a_region_of_a_sample_that_ci_runs()
    {
        string[] regions = [.. Repository.Files("samples/*.cs").SelectMany(path => Region().Matches(Repository.Text(path)).Select(m => m.Groups[1].Value.Trim()))];
        string[] blocks = Blocks("csharp");
        Assert.InRange(blocks.Length, 1, regions.Length);
        Assert.All(blocks, block => Assert.Contains(block, regions));
        Assert.Contains("for sample in samples/*.cs", Repository.Text(".ci/run"), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_figure_is_cut_from_a_results_file()
    {
        string results = string.Concat(Repository.Files("*.md").Where(path => path.StartsWith("bench/results/", StringComparison.Ordinal)).Select(Repository.Text));
        string[] rows = [.. s_readme.Split('\n').SkipWhile(line => !line.StartsWith("## Beside", StringComparison.Ordinal)).TakeWhile(line => line != "## Terms").Where(line => line.StartsWith('|'))];
        Assert.True(rows.Length > 2);
        Assert.All(rows, row => Assert.Contains(row + "\n", results, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_link_leads_to_a_file()
    {
        foreach (string page in Repository.Files("*.md"))
        {
            foreach (string target in Link().Matches(Repository.Text(page)).Select(m => m.Groups[1].Value).Where(t => !t.Contains("://", StringComparison.Ordinal)))
            {
                string path = Path.Combine(Repository.Root, Path.GetDirectoryName(page)!, target.Split('#')[0]);
                Assert.True(File.Exists(path) || Directory.Exists(path), $"{page}: {target}");
            }
        }
    }

    static string Place(string arg, string folder) => arg.StartsWith("data/", StringComparison.Ordinal) ? Path.Combine(Repository.Root, arg)
        : FileName().IsMatch(arg) ? Path.Combine(folder, arg) : arg;

    static string[] Blocks(string language) => [.. Regex.Matches(s_readme, $"```{language}\n(.*?)\n```", RegexOptions.Singleline).Select(m => m.Groups[1].Value)];

    [GeneratedRegex(@"^[\w-]+\.[a-z]+$")]
    private static partial Regex FileName();

    [GeneratedRegex(@"// region: [\w-]+\n(.*?)// endregion", RegexOptions.Singleline)]
    private static partial Regex Region();

    [GeneratedRegex(@"\]\(([^)]+)\)")]
    private static partial Regex Link();
}
