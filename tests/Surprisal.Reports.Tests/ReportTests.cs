using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Surprisal.Reports.Tests;

/// <summary>The file as a whole.</summary>
public sealed partial class ReportTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("surprisal-report").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    static Report Gallery() => new()
    {
        Title = "Every chart",
        Facts = [("command", "surprisal train iris.csv"), ("seed", "1"), (Tests.Gallery.Hostile, Tests.Gallery.Hostile)],
        Figures = [new("log-loss", "0.1234 nats", "guessing 1.0986"), new("accuracy", "96.7 %"), new(Tests.Gallery.Hostile, Tests.Gallery.Hostile, Tests.Gallery.Hostile)],
        Sections =
        [
            new("Charts", [.. Tests.Gallery.All()]),
            new(Tests.Gallery.Hostile, [new Paragraph(Tests.Gallery.Hostile), new ReportTable(["name", "loss (nats)"], [[Tests.Gallery.Hostile, "0.5"], ["b", "−1"]], "A table")]),
        ],
    };

    /// <summary>To be opened in a browser by whoever changes a chart; SURPRISAL_UPDATE=1 writes it anew.</summary>
    [Fact]
    public void The_gallery_is_the_one_that_was_looked_at() => Matches("gallery.verified.html", Gallery().ToHtml());

    [Fact]
    public void Nothing_is_loaded_from_anywhere_and_nothing_runs()
    {
        string html = Gallery().ToHtml();
        Assert.DoesNotMatch(Outside(), html);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("default-src 'none'", html, StringComparison.Ordinal);
    }

    [Fact]
    public void The_file_replaces_an_older_one_and_leaves_nothing_beside_it()
    {
        string path = Path.Combine(_folder, "out.html");
        File.WriteAllText(path, "old");
        Gallery().Save(path);
        Assert.Equal(Gallery().ToHtml(), File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_table_whose_rows_do_not_fit_its_header_is_refused() =>
        Assert.Contains("row 1 of a table has 1 cells, 2 expected", Assert.Throws<ArgumentException>(() => new ReportTable(["a", "b"], [["1", "2"], ["1"]]).ToHtml()).Message, StringComparison.Ordinal);

    [Fact]
    public void Short_words_among_numbers_stand_to_the_right_with_them_and_text_to_the_left()
    {
        string html = new ReportTable(["loss", "log-loss", "note"], [["mse", "n/a", "1, at first"], ["l1", "−0.5", "none"]]).ToHtml();
        Assert.Contains("<td class=\"n\">n/a</td><td>1, at first</td>", html, StringComparison.Ordinal);
        Assert.Contains("<td>mse</td>", html, StringComparison.Ordinal);
    }

    // An attribute or a style rule that makes a browser fetch something; the name of the SVG language is none.
    [GeneratedRegex("""\s(src|href|srcset|action)=|url\(|@import""")]
    private static partial Regex Outside();

    static void Matches(string name, string actual, [CallerFilePath] string caller = "")
    {
        string path = Path.Combine(Path.GetDirectoryName(caller)!, "Snapshots", name);
        if (Environment.GetEnvironmentVariable("SURPRISAL_UPDATE") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
        }

        Assert.True(File.Exists(path), $"{path} is missing; SURPRISAL_UPDATE=1 writes it");
        Assert.Equal(File.ReadAllText(path), actual);
    }
}
