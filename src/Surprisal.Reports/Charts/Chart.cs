namespace Surprisal.Reports;

/// <summary>A picture of numbers: SVG that needs no script, with the numbers themselves in a table behind it.</summary>
/// <remarks>Its colours and lines come from <see cref="ReportStyle.Css"/>, which the page around it carries.</remarks>
public abstract record Chart : ReportPart
{
    /// <summary>What the chart shows, in a few words.</summary>
    public required string Title { get; init; }

    /// <summary>What there is to see, in a sentence, for those who do not see it.</summary>
    public required string Description { get; init; }

    /// <summary>The numbers behind the picture; many points are thinned as they are in the picture.</summary>
    public abstract ReportTable Numbers { get; }

    /// <summary>The picture alone, as one svg element.</summary>
    public string ToSvg() => Draw().Finish(Title, Description);

    /// <summary>The picture under its title, with its numbers to unfold.</summary>
    public override string ToHtml() =>
        $"<figure class=\"chart\"><figcaption>{Html.Escape(Title)}</figcaption>{ToSvg()}<details><summary>Numbers</summary>{Numbers.ToHtml()}</details></figure>";

    private protected abstract SvgWriter Draw();
}
