namespace Surprisal.Reports;

/// <summary>Something that a page shows: text, a table, a chart.</summary>
public abstract record ReportPart
{
    /// <summary>The part as HTML, with everything in it escaped, for a page that carries <see cref="ReportStyle.Css"/>.</summary>
    public abstract string ToHtml();
}
