using System.Globalization;
using System.Text;
using Surprisal.Data;

namespace Surprisal.Reports;

/// <summary>Small pictures side by side, each over a few words.</summary>
/// <param name="Pictures">What to show, and the lines of text below it.</param>
public sealed record PictureGrid(IReadOnlyList<(Picture Picture, IReadOnlyList<string> Lines)> Pictures) : ReportPart
{
    /// <inheritdoc/>
    public override string ToHtml()
    {
        var html = new StringBuilder("<div class=\"pictures\">");
        foreach (var (picture, lines) in Pictures)
        {
            string text = string.Join("<br>", lines.Select(Html.Escape));
            html.Append(CultureInfo.InvariantCulture, $"<figure><img alt=\"\" src=\"data:image/png;base64,{Convert.ToBase64String(Png.Encode(picture))}\"><figcaption>{text}</figcaption></figure>");
        }

        return html.Append("</div>").ToString();
    }
}
