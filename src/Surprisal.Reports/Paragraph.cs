namespace Surprisal.Reports;

/// <summary>A paragraph of text.</summary>
/// <param name="Text">Plain text; nothing in it is read as HTML.</param>
public sealed record Paragraph(string Text) : ReportPart
{
    /// <inheritdoc/>
    public override string ToHtml() => $"<p>{Html.Escape(Text)}</p>";
}
