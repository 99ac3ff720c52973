namespace Surprisal.Reports;

/// <summary>What a report says about a training.</summary>
public static class TrainingReport
{
    /// <summary>How the losses went, epoch by epoch, and the learning rate; a linear model has one line of text.</summary>
    /// <param name="run">The finished training.</param>
    public static ReportSection Section(TrainingRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var parts = new List<ReportPart> { new Paragraph($"{run.Description}.") };
        if (run.History.Count > 1) parts.AddRange([Losses(run), LearningRate(run)]);
        if (run.Calibration is { } fit)
            parts.Add(new Paragraph($"Temperature {ReportNumber.Text(fit.Temperature)}, fitted to {ReportNumber.Text(fit.Rows)} validation rows: their log-loss goes from {ReportNumber.Text(fit.LossBefore)} to {ReportNumber.Text(fit.LossAfter)} nats."));
        return new("Training", parts);
    }

    static LineChart Losses(TrainingRun run)
    {
        double[] epochs = [.. run.History.Select(epoch => (double)epoch.Epoch)];
        List<LineSeries> series = [new("training, while it learns", epochs, [.. run.History.Select(epoch => epoch.TrainLoss)])];
        bool isValidated = run.History.Any(epoch => epoch.ValidationLoss is not null);
        if (isValidated) series.Add(new("validation", epochs, [.. run.History.Select(epoch => epoch.ValidationLoss ?? double.NaN)]));
        var (first, best) = (run.History[0], run.History[run.BestEpoch - 1]);
        string validation = isValidated ? $", the validation loss from {ReportNumber.Text(first.ValidationLoss ?? double.NaN)} to {ReportNumber.Text(best.ValidationLoss ?? double.NaN)}" : "";
        return new()
        {
            Title = "Loss by epoch",
            Description = $"Up to epoch {run.BestEpoch} the training loss goes from {ReportNumber.Text(first.TrainLoss)} to {ReportNumber.Text(best.TrainLoss)} nats{validation}.",
            X = new("epoch") { IsWhole = true },
            // A loss that has fallen to a hundredth is a flat line at 0 on a linear axis.
            Y = new($"mean {run.Loss.Info.Name}", "nats") { IsLogarithmic = series.All(line => line.Y.All(loss => loss > 0)) && first.TrainLoss > 20 * best.TrainLoss },
            Series = series,
            Marks = isValidated ? [new(run.BestEpoch, $"best epoch {run.BestEpoch}")] : [],
        };
    }

    static LineChart LearningRate(TrainingRun run) => new()
    {
        Title = "Learning rate",
        Description = $"The size of each epoch's last step, from {ReportNumber.Text(run.History[0].LearningRate)} to {ReportNumber.Text(run.History[^1].LearningRate)}.",
        X = new("epoch") { IsWhole = true },
        Y = new("learning rate of the epoch's last step") { Low = 0 },
        Series = [new("learning rate", [.. run.History.Select(epoch => (double)epoch.Epoch)], [.. run.History.Select(epoch => epoch.LearningRate)])],
    };
}
