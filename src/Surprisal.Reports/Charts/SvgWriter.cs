using System.Globalization;
using System.Text;

namespace Surprisal.Reports;

/// <summary>The text of a picture, element by element. Lengths are in units of which a chart is <see cref="Width"/> wide: about a pixel on screen.</summary>
sealed class SvgWriter(double height)
{
    /// <summary>Narrow enough for a telephone to show letters of readable size.</summary>
    public const double Width = 480;

    // Half of the size of letters: digits are a little wider, most letters narrower.
    const double LetterWidth = 7.1;

    readonly StringBuilder _text = new();

    public double Height => height;

    /// <summary>About how wide a text is.</summary>
    public static double WidthOf(string text) => text.Length * LetterWidth;

    public static string Number(double value) => (Math.Round(value, 1) + 0).ToString("0.#", CultureInfo.InvariantCulture);

    public void Line(string style, double x1, double y1, double x2, double y2, string? dashes = null) =>
        _text.Append(CultureInfo.InvariantCulture, $"<line class=\"{style}\" x1=\"{Number(x1)}\" y1=\"{Number(y1)}\" x2=\"{Number(x2)}\" y2=\"{Number(y2)}\"{Dashes(dashes)}/>");

    public void Path(string style, string path, string? dashes = null, string? title = null) =>
        _text.Append(CultureInfo.InvariantCulture, $"<path class=\"{style}\" d=\"{path}\"{Dashes(dashes)}{Close("path", title)}");

    /// <summary>A path whose colour is as strong as a number says.</summary>
    public void Shade(string style, string path, double strength) =>
        _text.Append(CultureInfo.InvariantCulture, $"<path class=\"{style}\" d=\"{path}\" fill-opacity=\"{strength.ToString("0.##", CultureInfo.InvariantCulture)}\"/>");

    public void Rectangle(string style, double x, double y, double width, double rectangleHeight, double? strength = null, string? title = null)
    {
        string opacity = strength is { } share ? $" fill-opacity=\"{share.ToString("0.##", CultureInfo.InvariantCulture)}\"" : "";
        _text.Append(CultureInfo.InvariantCulture, $"<rect class=\"{style}\" x=\"{Number(x)}\" y=\"{Number(y)}\" width=\"{Number(width)}\" height=\"{Number(rectangleHeight)}\"{opacity}{Close("rect", title)}");
    }

    /// <summary>A line of text; <paramref name="anchor"/> says which of its ends is at x: start, middle or end.</summary>
    public void Text(string style, double x, double y, string text, string anchor = "start", double turn = 0)
    {
        string turned = turn == 0 ? "" : $" transform=\"rotate({Number(turn)} {Number(x)} {Number(y)})\"";
        string anchored = anchor == "start" ? "" : $" text-anchor=\"{anchor}\"";
        _text.Append(CultureInfo.InvariantCulture, $"<text class=\"{style}\" x=\"{Number(x)}\" y=\"{Number(y)}\"{anchored}{turned}>{Html.Escape(text)}</text>");
    }

    /// <summary>What follows shows inside this rectangle only, until <see cref="EndClip"/>.</summary>
    public void Clip(double x, double y, double width, double clipHeight) =>
        _text.Append(CultureInfo.InvariantCulture, $"<svg x=\"{Number(x)}\" y=\"{Number(y)}\" width=\"{Number(width)}\" height=\"{Number(clipHeight)}\" viewBox=\"{Number(x)} {Number(y)} {Number(width)} {Number(clipHeight)}\">");

    public void EndClip() => _text.Append("</svg>");

    public string Finish(string title, string description) =>
        $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Number(Width)} {Number(height)}\" role=\"img\"><title>{Html.Escape(title)}</title><desc>{Html.Escape(description)}</desc>{_text}</svg>";

    static string Dashes(string? dashes) => dashes is null ? "" : $" stroke-dasharray=\"{dashes}\"";

    static string Close(string element, string? title) => title is null ? "/>" : $"><title>{Html.Escape(title)}</title></{element}>";
}
