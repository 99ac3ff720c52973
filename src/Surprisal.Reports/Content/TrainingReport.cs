namespace Surprisal.Reports;

/// <summary>What a report says about a training.</summary>
public static class TrainingReport
{
    /// <summary>How the losses went, epoch by epoch, and the learning rate; of a linear model, how the objective fell.</summary>
    /// <param name="run">The finished training.</param>
    public static ReportSection Section(TrainingRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var parts = new List<ReportPart> { new Paragraph($"{run.Description}.") };
        if (run.Descent.Count > 1) parts.Add(Descent(run));
        if (run.History.Count > 1) parts.AddRange([Losses(run), LearningRate(run)]);
        if (run.History.Count > 1 && run.StopBy != StopMetric.Loss && run.History.Any(epoch => epoch.ValidationScore is not null)) parts.Add(Scores(run));
        if (run.Calibration is { } fit)
            parts.Add(new Paragraph($"Temperature {ReportNumber.Text(fit.Temperature)}, fitted to {ReportNumber.Text(fit.Rows)} validation rows: their log-loss goes from {ReportNumber.Text(fit.LossBefore)} to {ReportNumber.Text(fit.LossAfter)} nats."));
        return new("Training", parts);
    }

    static LineChart Descent(TrainingRun run)
    {
        var (first, last) = (run.Descent[0], run.Descent[^1]);
        return new()
        {
            Title = "Objective by iteration",
            Description = $"In {last.Iteration} iterations, {last.Evaluations} passes over the rows, the objective C·Σ loss + ½‖weights‖² goes from {ReportNumber.Text(first.Value)} to {ReportNumber.Text(last.Value)} nats.",
            X = new("iteration of L-BFGS") { IsWhole = true },
            Y = new("objective", "nats") { IsLogarithmic = last.Value > 0 && first.Value > 20 * last.Value },
            Series = [new("objective", [.. run.Descent.Select(step => (double)step.Iteration)], [.. run.Descent.Select(step => step.Value)])],
        };
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

    static LineChart Scores(TrainingRun run)
    {
        string name = run.StopBy switch { StopMetric.Accuracy => "accuracy", StopMetric.F1 => "F1", _ => "AUROC" };
        double[] scores = [.. run.History.Select(epoch => epoch.ValidationScore ?? double.NaN)];
        return new()
        {
            Title = $"{name[..1].ToUpperInvariant()}{name[1..]} by epoch",
            Description = $"What the epochs were judged by: the best is {ReportNumber.Text(scores[run.BestEpoch - 1])}, after epoch {run.BestEpoch}.",
            X = new("epoch") { IsWhole = true },
            Y = new($"{name} on the validation rows"),
            Series = [new(name, [.. run.History.Select(epoch => (double)epoch.Epoch)], scores)],
            Marks = [new(run.BestEpoch, $"best epoch {run.BestEpoch}")],
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
