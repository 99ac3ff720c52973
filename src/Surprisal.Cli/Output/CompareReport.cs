using Surprisal.Reports;

namespace Surprisal.Cli;

/// <summary>A comparison as a report.</summary>
static class CompareReport
{
    /// <summary>Puts together what the file shows.</summary>
    /// <param name="file">Where it goes.</param>
    /// <param name="what">Data and model.</param>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="options">What was compared.</param>
    /// <param name="results">One for each setting.</param>
    public static void Write(ReportFile file, string what, string rows, ComparisonOptions options, IReadOnlyList<ComparisonResult> results)
    {
        int last = options.FirstSeed + options.Seeds - 1;
        List<(string, string)> facts =
        [
            ("data", rows), ("losses", string.Join(", ", options.Losses.Select(loss => loss.Name))),
            ("seeds", last == options.FirstSeed ? $"{last}" : $"{options.FirstSeed} to {last}; each has its own split of the rows, initial numbers and batches, the same for every loss"),
        ];
        if (results.Count > 1) facts.Add(("settings", string.Join(", ", results.Select(result => result.Setting.Name))));
        if (options.Trials > 0) facts.Add(("search", $"{options.Trials} ways tried for every run"));
        bool isOne = results.Count == 1;
        List<ReportSection> sections = isOne ? [.. Apart(results[0])]
            : [.. SettingCharts.Sections(results), .. results.Select(result => new ReportSection(result.Setting.Name, [.. Apart(result).SelectMany(section => section.Parts)]))];
        sections.Add(new("How to read this", [.. ComparisonText.Legend(options, results).Select(line => new Paragraph(line))]));
        file.Write($"{what}: {options.Losses.Count} losses compared", facts, [.. results.SelectMany(result => ComparisonCharts.Best(result).Take(isOne ? 2 : 1))], sections);
    }

    static IEnumerable<ReportSection> Apart(ComparisonResult result)
    {
        List<ReportPart> losses = [new Paragraph(ComparisonText.Rows(result))];
        if (result.SeedsLeftOut > 0) losses.Add(new Paragraph(ComparisonText.LeftOut(result)));
        if (result.Seeds.Count > 0) losses.Add(ComparisonText.Losses(result).ForReport());
        losses.AddRange([.. ComparisonText.Failures(result).Select(line => new Paragraph(line)), .. ComparisonCharts.Intervals(result)]);
        yield return new("Losses", losses);
        if (result.Seeds.Count == 1) yield return new("Differences", [new Paragraph(ComparisonText.OneSeed)]);
        if (result.Seeds.Count > 1)
        {
            ReportTable[] pairs =
            [
                .. result.AccuracyPairs.Count > 0 ? [ComparisonText.Pairs("accuracy", result.AccuracyPairs).ForReport()] : (ReportTable[])[],
                .. result.LogLossPairs.Count > 0 ? [ComparisonText.Pairs("log-loss", result.LogLossPairs).ForReport()] : (ReportTable[])[],
            ];
            yield return new("Differences", [.. ComparisonCharts.Differences(result), new Paragraph("Intervals are of one pair alone. The verdicts are stricter: they allow for all pairs of both figures together."), .. pairs]);
        }

        ReportPart[] curves = [.. ComparisonCharts.Curves(result)];
        if (curves.Length > 0) yield return new("Learning curves", curves);
    }
}
