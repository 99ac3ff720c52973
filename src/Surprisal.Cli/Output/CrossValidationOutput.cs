using System.Text.Json;

namespace Surprisal.Cli;

/// <summary>A cross-validation for reading and as JSON.</summary>
static class CrossValidationOutput
{
    public static void Write(TextWriter output, CrossValidationResult result)
    {
        var table = new TextTable("fold", "rows", "log-loss", "accuracy", "Brier");
        foreach (var fold in result.Folds)
            table.Add($"{fold.Fold}", Figures.Count(fold.Evaluation.Rows), Figures.Figure(fold.Evaluation.LogLoss), Figures.Figure(fold.Evaluation.Accuracy), Figures.Figure(fold.Evaluation.Brier));
        output.WriteLine($"{result.Folds.Count} folds, each held out once");
        Line(output, "log-loss", result.LogLoss, $"nats; their class shares alone give {Figures.Figure(result.Folds.Average(fold => fold.Evaluation.PriorLogLoss))}");
        Line(output, "accuracy", result.Accuracy, "");
        Line(output, "Brier", result.Brier, "squared distance of the probabilities from the truth");
        output.WriteLine("  The brackets are 95 % intervals of the mean that allow for folds sharing their training rows.");
        output.WriteLine();
        table.WriteTo(output);
        foreach (string notice in result.Notices) output.WriteLine($"  {notice}");
    }

    public static void Write(Utf8JsonWriter json, CrossValidationResult result)
    {
        json.WriteStartObject("cross_validation");
        Write(json, "log_loss", result.LogLoss);
        Write(json, "accuracy", result.Accuracy);
        Write(json, "brier", result.Brier);
        json.WriteStartArray("folds");
        foreach (var fold in result.Folds)
        {
            json.WriteStartObject();
            json.WriteNumber("fold", fold.Fold);
            json.WriteNumber("train_rows", fold.TrainingRows);
            fold.Evaluation.WriteTo(json);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("notices");
        foreach (string notice in result.Notices) json.WriteStringValue(notice);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, string name, MeanInterval interval)
    {
        json.WriteStartObject(name);
        JsonOutput.WriteNumber(json, "mean", interval.Mean);
        JsonOutput.WriteNumber(json, "low", interval.Low);
        JsonOutput.WriteNumber(json, "high", interval.High);
        json.WriteEndObject();
    }

    static void Line(TextWriter output, string name, MeanInterval interval, string remark) =>
        output.WriteLine($"  {name,-15}{Figures.Figure(interval.Mean),8}  [{Figures.Figure(interval.Low)}, {Figures.Figure(interval.High)}]  {remark}".TrimEnd());
}
