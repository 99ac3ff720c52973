using System.Globalization;
using System.Xml.Linq;

namespace Surprisal.Reports.Tests;

/// <summary>What holds for every chart.</summary>
public sealed class ChartTests
{
    static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    public static TheoryData<string> Titles() => [.. Gallery.All().Select(chart => chart.Title)];

    static Chart Chart(string title) => Gallery.All().Single(chart => chart.Title == title);

    [Theory, MemberData(nameof(Titles))]
    public void A_chart_is_well_formed_and_says_what_it_shows(string title)
    {
        var svg = XDocument.Parse(Chart(title).ToSvg()).Root!;
        Assert.Equal("img", svg.Attribute("role")!.Value);
        Assert.Equal(title, svg.Elements().First().Value);
        Assert.Equal(s_svg + "title", svg.Elements().First().Name);
        Assert.Equal(Chart(title).Description, svg.Element(s_svg + "desc")!.Value);
    }

    [Theory, MemberData(nameof(Titles))]
    public void A_chart_has_no_script_no_style_of_its_own_and_no_link(string title)
    {
        var elements = XDocument.Parse(Chart(title).ToSvg()).Root!.DescendantsAndSelf().ToArray();
        Assert.DoesNotContain(elements, e => e.Name.LocalName is "script" or "style" or "image" or "use" or "a" or "foreignObject");
        Assert.DoesNotContain(elements.Attributes(), a => a.Name.LocalName is "style" or "href" or "id" || a.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        Assert.DoesNotContain("<script", Chart(title).ToHtml(), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Titles))]
    public void Every_number_of_a_picture_is_one(string title)
    {
        string[] geometry = ["x", "y", "x1", "x2", "y1", "y2", "width", "height", "fill-opacity"];
        foreach (var attribute in XDocument.Parse(Chart(title).ToSvg()).Root!.DescendantsAndSelf().Attributes().Where(a => geometry.Contains(a.Name.LocalName)))
            Assert.True(double.TryParse(attribute.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number), attribute.ToString());
        foreach (var path in XDocument.Parse(Chart(title).ToSvg()).Descendants(s_svg + "path"))
            Assert.Matches("^[MLHVhvlamz0-9 .-]*$", path.Attribute("d")!.Value);
    }

    [Theory, MemberData(nameof(Titles))]
    public void The_culture_changes_nothing(string title)
    {
        string expected = Chart(title).ToHtml();
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal(expected, Chart(title).ToHtml());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory, MemberData(nameof(Titles))]
    public void The_numbers_stand_in_a_table_behind_the_picture(string title)
    {
        var chart = Chart(title);
        Assert.NotEmpty(chart.Numbers.Rows);
        Assert.EndsWith($"<details><summary>Numbers</summary>{chart.Numbers.ToHtml()}</details></figure>", chart.ToHtml(), StringComparison.Ordinal);
    }

    [Fact]
    public void Text_from_outside_is_escaped_and_what_no_file_may_hold_is_replaced() =>
        Assert.Equal("&lt;a href=&quot;x&quot;&gt;&amp;&#39;\ufffd\ufffd né", Html.Escape("<a href=\"x\">&'\0\ud800 né"));

    [Fact]
    public void Charts_of_nothing_are_drawn_all_the_same()
    {
        Chart[] empty =
        [
            Gallery.Curves() with { Series = [], Marks = [] },
            Gallery.Curves() with { Series = [new("none", [], [])] },
            Gallery.Logarithmic() with { Series = [new("zero", [1], [0])] },
            Gallery.Bars() with { Categories = [], Series = [new("none", [])] },
            Gallery.Reliability() with { Points = [] },
            Gallery.Confusion() with { Classes = [], Counts = [] },
            Gallery.Intervals() with { Rows = [] },
        ];
        Assert.All(empty, chart => Assert.DoesNotContain("NaN", chart.ToHtml(), StringComparison.Ordinal));
    }

    [Fact]
    public void Numbers_that_do_not_fit_together_are_refused()
    {
        Assert.Contains("series 'a' has 2 x and 1 y", Assert.Throws<ArgumentException>(() => (Gallery.Curves() with { Series = [new("a", [1, 2], [1])] }).ToSvg()).Message, StringComparison.Ordinal);
        Assert.Contains("series 'a' has 1 values, 4 expected", Assert.Throws<ArgumentException>(() => (Gallery.Bars() with { Series = [new("a", [1])] }).ToSvg()).Message, StringComparison.Ordinal);
        Assert.Contains("4 × 4 counts expected", Assert.Throws<ArgumentException>(() => (Gallery.Confusion() with { Counts = [] }).ToSvg()).Message, StringComparison.Ordinal);
        Assert.Contains("whole rows of 47 cells", Assert.Throws<ArgumentException>(() => (Gallery.Field() with { Columns = 47 }).ToSvg()).Message, StringComparison.Ordinal);
    }
}
