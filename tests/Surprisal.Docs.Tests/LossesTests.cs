using System.Text.RegularExpressions;
using Surprisal.Losses;

namespace Surprisal.Docs.Tests;

/// <summary>The pages on losses say what the code says.</summary>
public sealed partial class LossesTests
{
    [Fact]
    public void The_page_of_the_losses_is_not_stale()
    {
        string page = LossesPage.Write(), path = Path.Combine(Repository.Root, "docs", "losses.md");
        if (Environment.GetEnvironmentVariable("SURPRISAL_UPDATE") == "1") File.WriteAllText(path, page);
        Assert.Equal(page, Repository.Text("docs/losses.md"));
    }

    [Fact]
    public void Every_loss_has_its_exactness_measured() => Assert.All(LossCatalog.All, d => Assert.NotNull(LossesPage.Exactness(d.Info.Name)));

    [Fact]
    public void The_code_on_how_a_loss_is_read_is_a_region_of_a_sample()
    {
        string[] regions = [.. Repository.Files("samples/*.cs").SelectMany(path => Region().Matches(Repository.Text(path)).Select(m => m.Groups[1].Value.Trim()))];
        var blocks = Block().Matches(Repository.Text("docs/how-a-loss-is-read.md"));
        Assert.NotEmpty(blocks);
        Assert.All(blocks, block => Assert.Contains(block.Groups[1].Value.Trim(), regions));
    }

    [Fact]
    public void Every_file_that_how_a_loss_is_read_names_is_there() =>
        Assert.All(Link().Matches(Repository.Text("docs/how-a-loss-is-read.md")), link => Assert.True(Path.Exists(Path.Combine(Repository.Root, "docs", link.Groups[1].Value)), link.Value));

    [GeneratedRegex(@"// region: .*\n([\s\S]*?)// endregion")]
    private static partial Regex Region();

    [GeneratedRegex(@"```csharp\n([\s\S]*?)```")]
    private static partial Regex Block();

    [GeneratedRegex(@"\]\(([^)#]+)")]
    private static partial Regex Link();
}
