namespace Surprisal.Reports;

/// <summary>How far probabilities can be taken at their word.</summary>
static class ReliabilitySection
{
    public static ReportSection Of(Reliability reliability, Calibration evenWidth, double calibration, double refinement, string what)
    {
        var chart = new ReliabilityChart
        {
            Title = $"Reliability of the probability of {what}",
            Description = $"On average the share that came true lies {ReportNumber.Text(reliability.Error)} from what was said, in {reliability.Bins.Count} bins of about equally many predictions.",
            Points = [.. reliability.Bins.Where(bin => bin.Count > 0).Select(Point)],
            Histogram = [.. evenWidth.Bins.Select(bin => bin.Count)],
        };
        return new("Calibration",
        [
            chart,
            new Paragraph($"Expected calibration error {ReportNumber.Fixed(reliability.Error)}; without chance's part {ReportNumber.Fixed(reliability.Interval.Low)} to {ReportNumber.Fixed(reliability.Interval.High)} (95 %). "
                + $"Of the log-loss, {EvaluationReport.Nats(calibration)} are what better calibrated probabilities of the same order would win, {EvaluationReport.Nats(refinement)} are what these probabilities do not tell apart."),
        ]);
    }

    static ReliabilityPoint Point(CalibrationBin bin)
    {
        var interval = ConfidenceInterval.Wilson((long)Math.Round(bin.Accuracy * bin.Count), bin.Count);
        return new(bin.Confidence, bin.Accuracy, bin.Count, interval.Low, interval.High);
    }
}
