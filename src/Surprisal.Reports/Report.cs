using System.Globalization;
using System.Text;

namespace Surprisal.Reports;

/// <summary>A figure to see first.</summary>
/// <param name="Name">What it is: "log-loss".</param>
/// <param name="Value">The number with its unit: "0.1234 nats".</param>
/// <param name="Note">What to hold it against: "guessing 2.3026"; empty for nothing.</param>
public readonly record struct KeyFigure(string Name, string Value, string Note = "");

/// <summary>A part of a report under a title of its own.</summary>
/// <param name="Title">What it is about.</param>
/// <param name="Parts">What it shows; charts that follow each other, and a narrow table after them, stand side by side where there is room.</param>
public sealed record ReportSection(string Title, IReadOnlyList<ReportPart> Parts);

/// <summary>One HTML file that opens offline: no script, and nothing in it is loaded from anywhere.</summary>
public sealed record Report
{
    // The browser is told to hold us to it: a name that slipped through unescaped could neither run nor load anything.
    const string Policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

    const int MostColumnsBeside = 6;

    const string PageCss = """
        *{box-sizing:border-box}
        body{margin:0 auto;padding:1.2rem 1rem 3rem;max-width:76rem;background:var(--surface);color:var(--ink);font:16px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
        h1{font-size:1.5rem;line-height:1.25;margin:.2rem 0 .8rem}h2{font-size:1.15rem;margin:2.2rem 0 .7rem;padding-top:.7rem;border-top:1px solid var(--grid)}
        p{max-width:46rem;margin:.5rem 0}
        dl.facts{display:grid;grid-template-columns:fit-content(40%) minmax(0,1fr);gap:.1rem 1rem;margin:0;font-size:.9rem}dl.facts dt{color:var(--muted)}dl.facts dd{margin:0}
        dl.figures{display:grid;grid-template-columns:repeat(auto-fill,minmax(10.5rem,1fr));gap:.7rem;margin:1.2rem 0 0}
        dl.figures div{border:1px solid var(--grid);border-radius:.4rem;padding:.5rem .8rem}
        dl.figures dt{color:var(--muted);font-size:.85rem}dl.figures dd{margin:0;font-size:1.2rem;font-weight:600;font-variant-numeric:tabular-nums}dl.figures dd.note{font-size:.8rem;font-weight:400;color:var(--muted)}
        .charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,26rem),1fr));gap:1.6rem 2rem;margin:1rem 0}.scroll{min-width:0}section>.scroll{margin:1rem 0}
        .pictures{display:grid;grid-template-columns:repeat(auto-fill,minmax(8.5rem,1fr));gap:1rem}.pictures figure{margin:0;font-size:.8rem;line-height:1.4;break-inside:avoid}
        .pictures img{width:84px;height:auto;image-rendering:pixelated;border:1px solid var(--grid)}.pictures figcaption::first-line{font-weight:600}
        @media print{body{max-width:none;padding:0;font-size:11pt}h2{break-after:avoid}.charts{grid-template-columns:1fr 1fr}}
        """;

    /// <summary>What the report is of.</summary>
    public required string Title { get; init; }

    /// <summary>What was run, on what, when: names and values, such as the command, the data, versions, the seed, the date.</summary>
    public required IReadOnlyList<(string Name, string Value)> Facts { get; init; }

    /// <summary>The results that matter most, first.</summary>
    public required IReadOnlyList<KeyFigure> Figures { get; init; }

    /// <summary>Everything else, in reading order.</summary>
    public required IReadOnlyList<ReportSection> Sections { get; init; }

    /// <summary>The whole file.</summary>
    public string ToHtml()
    {
        var html = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">");
        html.Append(CultureInfo.InvariantCulture, $"<meta http-equiv=\"Content-Security-Policy\" content=\"{Policy}\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">");
        html.Append(CultureInfo.InvariantCulture, $"<title>{Html.Escape(Title)}</title><style>\n{ReportStyle.Css}\n{PageCss}\n</style></head>\n<body><main><h1>{Html.Escape(Title)}</h1>\n");
        html.Append("<dl class=\"facts\">");
        foreach (var (name, value) in Facts) html.Append(CultureInfo.InvariantCulture, $"<dt>{Html.Escape(name)}</dt><dd>{Html.Escape(value)}</dd>");
        html.Append("</dl>\n<dl class=\"figures\">");
        foreach (var figure in Figures)
        {
            string note = figure.Note.Length == 0 ? "" : $"<dd class=\"note\">{Html.Escape(figure.Note)}</dd>";
            html.Append(CultureInfo.InvariantCulture, $"<div><dt>{Html.Escape(figure.Name)}</dt><dd>{Html.Escape(figure.Value)}</dd>{note}</div>");
        }

        html.Append("</dl>\n");
        foreach (var section in Sections) Write(html, section);
        return html.Append("</main></body></html>\n").ToString();
    }

    /// <summary>Writes the file, whole or not at all, in the place of an older one.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">It cannot be written; the message names it and says why, in one line.</exception>
    public void Save(string path) => AtomicFile.Write(path, file => file.Write(Encoding.UTF8.GetBytes(ToHtml())));

    static void Write(StringBuilder html, ReportSection section)
    {
        html.Append(CultureInfo.InvariantCulture, $"<section><h2>{Html.Escape(section.Title)}</h2>\n");
        bool isAmongCharts = false;
        foreach (var part in section.Parts)
        {
            // A narrow table after a chart stands beside it.
            bool belongs = part is Chart || (isAmongCharts && part is ReportTable { Header.Count: <= MostColumnsBeside });
            if (belongs != isAmongCharts) html.Append(isAmongCharts ? "</div>\n" : "<div class=\"charts\">\n");
            isAmongCharts = belongs;
            html.Append(part.ToHtml()).Append('\n');
        }

        html.Append(isAmongCharts ? "</div></section>\n" : "</section>\n");
    }
}
