using Surprisal.Reports;

namespace Surprisal.Cli;

/// <summary>An answer of the lab as a report.</summary>
static class LabReport
{
    public static void Write(ReportFile file, LabPreset preset, int seed, LabAnswer answer)
    {
        var first = answer.Table.Columns[0];
        string unit = first.Unit == LabUnit.Nats ? " nats" : "";
        file.Write(
            preset.Question,
            [("experiment", preset.Name), ("seed", $"{seed}")],
            [.. answer.Table.Rows.Select(row => new KeyFigure(row.Name, LabText.Cell(row.Values[0], first.Unit) + unit, first.Name))],
            [
                new("Answer", [new Paragraph($"Measured: {answer.Verdict}"), new Paragraph($"Usually said: {LabText.Usual(preset, answer)}")]),
                new("Numbers", [LabText.Table(answer).ForReport(), LabCharts.Of(answer.Chart), .. LabCharts.Differences(answer.Differences)]),
                new("How it was measured", [new Paragraph(answer.Method), new Paragraph("Another --seed draws other data; the same seed gives the same numbers.")]),
            ]);
    }
}
