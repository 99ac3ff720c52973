namespace Surprisal.Reports;

/// <summary>How charts and tables look: light and dark, on screen and on paper.</summary>
public static class ReportStyle
{
    /// <summary>Colours of series, apart for colour-blind eyes as well, each with a contrast of at least 3 : 1 on its background.</summary>
    internal static readonly string[] LightSeries = ["#0072b2", "#c25100", "#00805b", "#a6428a", "#766200", "#5b45b5"];

    /// <summary>The same on a dark background.</summary>
    internal static readonly string[] DarkSeries = ["#56b4e9", "#f0903c", "#2fbf95", "#e08cbb", "#d9c23f", "#aa9cf2"];

    internal const string LightSurface = "#ffffff", DarkSurface = "#16191d", LightInk = "#1b1f24", DarkInk = "#e8eaed", LightMuted = "#57606a", DarkMuted = "#a3abb5";

    /// <summary>The style sheet of charts and tables: variables on :root that a page may use or change, and rules for .chart and table.</summary>
    public static string Css { get; } = $$$"""
        :root{color-scheme:light dark;{{{Variables(LightSurface, LightInk, LightMuted, "#d8dee4", LightSeries)}}}}
        @media screen and (prefers-color-scheme:dark){:root{ {{{Variables(DarkSurface, DarkInk, DarkMuted, "#363c44", DarkSeries)}}}}}
        .chart{margin:0;min-width:0;break-inside:avoid}
        .chart figcaption{font-weight:600;margin-bottom:.4rem}
        .chart svg{display:block;width:100%;max-width:640px;height:auto;font:13px system-ui,sans-serif;fill:var(--ink)}
        .chart svg svg{overflow:hidden}
        .chart .s1{--series:var(--series-1)}.chart .s2{--series:var(--series-2)}.chart .s3{--series:var(--series-3)}
        .chart .s4{--series:var(--series-4)}.chart .s5{--series:var(--series-5)}.chart .s6{--series:var(--series-6)}
        .chart .grid{stroke:var(--grid)}.chart .axis{stroke:var(--muted)}.chart .mark{stroke:var(--muted)}
        .chart .tick{font-size:12px;fill:var(--muted)}.chart .label,.chart .note{font-size:12px;fill:var(--muted)}.chart .value{font-size:10.5px;fill:var(--ink)}
        .chart .line{fill:none;stroke:var(--series);stroke-width:1.8;stroke-linejoin:round}
        .chart .band{fill:var(--series);fill-opacity:.18}
        .chart .marker{fill:var(--surface);stroke:var(--series);stroke-width:1.6}
        .chart .dot{fill:var(--series);stroke:var(--surface);stroke-width:.8}
        .chart .hollow{fill:var(--surface);stroke:var(--series);stroke-width:1.8}
        .chart .whisker{fill:none;stroke:var(--series);stroke-width:1.8}
        .chart .bar{fill:var(--series);stroke:var(--series)}
        .chart .cell{fill:var(--series);stroke:var(--grid);stroke-width:.6}
        .chart .field{fill:var(--series);shape-rendering:crispEdges}
        .chart .border{fill:none;stroke:var(--ink);stroke-width:1.2}
        .chart .count{font-size:11px}.chart .onstrong{fill:var(--surface)}
        .chart details{font-size:.85rem;margin-top:.3rem}.chart summary{color:var(--muted);cursor:pointer}
        .scroll{overflow:auto}.charts .scroll,.chart .scroll{max-height:40rem}
        table{border-collapse:collapse;font-size:.9rem;font-variant-numeric:tabular-nums}
        caption{text-align:left;color:var(--muted);padding:.2rem 0}
        th,td{text-align:left;padding:.25rem .8rem .25rem 0;border-bottom:1px solid var(--grid);vertical-align:top;overflow-wrap:break-word;unicode-bidi:isolate}
        th.n,td.n{text-align:right}td.n{white-space:nowrap}td.long{min-width:20rem}
        @media print{*{print-color-adjust:exact;-webkit-print-color-adjust:exact}.scroll{overflow:visible;max-height:none}.chart details:not([open]){display:none}}
        """;

    static string Variables(string surface, string ink, string muted, string grid, string[] series) =>
        $"--surface:{surface};--ink:{ink};--muted:{muted};--grid:{grid};" + string.Concat(series.Select((colour, i) => $"--series-{i + 1}:{colour};"));
}
