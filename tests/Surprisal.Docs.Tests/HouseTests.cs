using System.Text.RegularExpressions;

namespace Surprisal.Docs.Tests;

/// <summary>The map and the list of dependencies are those of the code.</summary>
public sealed partial class HouseTests
{
    [Fact]
    public void References_go_down_only()
    {
        var allowed = new Dictionary<string, string[]>
        {
            ["Surprisal.Numerics"] = [],
            ["Surprisal.Losses"] = ["Surprisal.Numerics"],
            ["Surprisal.Data"] = ["Surprisal.Numerics"],
            ["Surprisal"] = ["Surprisal.Losses", "Surprisal.Data"],
            ["Surprisal.Reports"] = ["Surprisal"],
            ["Surprisal.Web"] = ["Surprisal.Reports"],
            ["Surprisal.Cli"] = ["Surprisal.Reports", "Surprisal.Web"],
        };
        string[] projects = [.. Repository.Files("*.csproj").Where(p => p.StartsWith("src/", StringComparison.Ordinal))];
        Assert.Equal(allowed.Keys.Order(), projects.Select(Path.GetFileNameWithoutExtension).Order());
        foreach (string project in projects)
        {
            string[] references = [.. ProjectReference().Matches(Repository.Text(project)).Select(m => m.Groups[1].Value)];
            Assert.Equal(allowed[Path.GetFileNameWithoutExtension(project)], references);
        }
    }

    [Fact]
    public void Every_project_is_on_the_map()
    {
        string map = Repository.Text("docs/architecture.md");
        foreach (string project in Repository.Files("*.csproj").Where(p => p.StartsWith("src/", StringComparison.Ordinal)))
            Assert.Contains($"`{Path.GetDirectoryName(project)!.Replace('\\', '/')}`", map, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_package_is_pinned_used_and_explained()
    {
        var pinned = Package().Matches(Repository.Text("Directory.Packages.props")).Select(m => (Name: m.Groups[1].Value, Version: m.Groups[2].Value)).ToArray();
        string explained = Repository.Text("docs/dependencies.md");
        string used = string.Concat(Repository.Files("*.csproj").Concat(Repository.Files("*.props")).Select(Repository.Text));
        Assert.NotEmpty(pinned);
        Assert.All(pinned, p => Assert.Contains($"| {p.Name} | {p.Version} |", explained, StringComparison.Ordinal));
        Assert.All(pinned, p => Assert.Contains($"PackageReference Include=\"{p.Name}\"", used, StringComparison.Ordinal));
        Assert.Equal(pinned.Length, Row().Count(explained) - 1); // but for the header
    }

    [GeneratedRegex("ProjectReference Include=\"[^\"]*/([^/\"]+)\\.csproj\"")]
    private static partial Regex ProjectReference();

    [GeneratedRegex("PackageVersion Include=\"([^\"]+)\" Version=\"([^\"]+)\"")]
    private static partial Regex Package();

    [GeneratedRegex(@"^\| [^-|]+ \| [^-|]+ \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
