using System.Text.Json;

namespace Surprisal.Cli;

/// <summary>What was fitted to validation rows after training: the temperature and the thresholds.</summary>
static class TuningText
{
    const int MostThresholds = 8;

    /// <summary>What validation rows are set aside for.</summary>
    public static string Purpose(TrainingOptions options)
    {
        List<string> purposes = [];
        if (Trainer.ValidationShare(options with { Calibrate = false, F1Thresholds = false }) > 0) purposes.Add("to stop early");
        if (options.Calibrate) purposes.Add("to calibrate");
        if (options.F1Thresholds) purposes.Add("to set thresholds");
        return string.Join(" and ", purposes);
    }

    public static void Write(TextWriter output, TrainingRun run)
    {
        if (run.Calibration is { } fit)
        {
            string rows = Figures.Count(fit.Rows, "validation row", "validation rows");
            output.WriteLine(fit.AllRight
                ? $"Temperature 1: all {rows} are told apart, and set no limit to how sure the model may be"
                : fit.Temperature == 1
                ? $"Temperature 1: on {rows} {Figures.Figure(fit.Fitted)} wins {Figures.Figure(fit.NatsWon)} nats in all, no more than chance may"
                : $"Temperature {Figures.Figure(fit.Temperature)}, fitted to {rows}: their log-loss goes from {Figures.Figure(fit.LossBefore)} to {Figures.Figure(fit.LossAfter)} nats");
        }

        var classifier = run.Classifier;
        if (classifier.Costs is not null) output.WriteLine("Answers: the class of least expected cost");
        else if (classifier.Thresholds.Any(threshold => threshold != 0.5)) output.WriteLine($"Thresholds: {Thresholds(classifier)}");
    }

    public static void Write(Utf8JsonWriter json, TrainingRun run)
    {
        json.WriteNumber("temperature", run.Classifier.Temperature);
        if (run.Calibration is { } fit)
        {
            json.WriteNumber("fitted_temperature", fit.Fitted);
            json.WriteNumber("validation_rows", fit.Rows);
            JsonOutput.WriteNumber(json, "validation_log_loss_before", fit.LossBefore);
            JsonOutput.WriteNumber(json, "validation_log_loss_after", fit.LossAfter);
        }

        json.WriteStartArray("thresholds");
        foreach (double threshold in run.Classifier.Thresholds) json.WriteNumberValue(threshold);
        json.WriteEndArray();
    }

    static string Thresholds(Classifier classifier)
    {
        // Of two classes there is one, the second's.
        int first = classifier.ClassNames.Count - classifier.Thresholds.Count;
        var named = classifier.Thresholds.Take(MostThresholds).Select((threshold, k) => $"{Figures.Name(classifier.ClassNames[first + k])} above {Figures.Figure(threshold)}");
        return string.Join(", ", named) + (classifier.Thresholds.Count > MostThresholds ? $", … ({classifier.Thresholds.Count} labels)" : "");
    }
}
