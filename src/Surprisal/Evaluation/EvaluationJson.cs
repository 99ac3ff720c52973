using System.Text.Json;

namespace Surprisal;

/// <summary>The properties that evaluations share, and numbers that may not be finite.</summary>
static class EvaluationJson
{
    public static void WriteFigure(this Utf8JsonWriter json, string name, double value)
    {
        json.WritePropertyName(name);
        if (double.IsFinite(value)) json.WriteNumberValue(value);
        else json.WriteStringValue(double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
    }

    public static void WriteHead(this Utf8JsonWriter json, IEvaluation evaluation)
    {
        json.WriteNumber("rows", evaluation.Rows);
        json.WriteFigure("log_loss", evaluation.LogLoss);
        json.WriteFigure("prior_log_loss", evaluation.PriorLogLoss);
        json.WriteFigure("uniform_log_loss", evaluation.UniformLogLoss);
        json.WriteFigure("accuracy", evaluation.Accuracy);
        json.WriteFigure("accuracy_low", evaluation.AccuracyInterval.Low);
        json.WriteFigure("accuracy_high", evaluation.AccuracyInterval.High);
    }

    public static void WriteScores(this Utf8JsonWriter json, double precision, double recall, double f1)
    {
        json.WriteFigure("precision", precision);
        json.WriteFigure("recall", recall);
        json.WriteFigure("f1", f1);
    }

    /// <summary>A figure, or null where there is none.</summary>
    public static void WriteFigure(this Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } figure) json.WriteFigure(name, figure);
        else json.WriteNull(name);
    }

    public static void WriteParts(this Utf8JsonWriter json, double calibration, double refinement)
    {
        json.WriteFigure("calibration_loss", calibration);
        json.WriteFigure("refinement_loss", refinement);
    }

    public static void WriteReliability(this Utf8JsonWriter json, Reliability reliability)
    {
        json.WriteFigure("ece_equal_mass", reliability.Error);
        json.WriteStartArray("ece_interval");
        json.WriteNumberValue(reliability.Interval.Low);
        json.WriteNumberValue(reliability.Interval.High);
        json.WriteEndArray();
    }

    public static void WriteBins(this Utf8JsonWriter json, string name, IReadOnlyList<CalibrationBin> bins)
    {
        json.WriteStartArray(name);
        foreach (var bin in bins)
        {
            json.WriteStartObject();
            json.WriteNumber("count", bin.Count);
            json.WriteFigure("confidence", bin.Confidence);
            json.WriteFigure("accuracy", bin.Accuracy);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void WriteRemarks(this Utf8JsonWriter json, IReadOnlyList<string> remarks)
    {
        json.WriteStartArray("remarks");
        foreach (string remark in remarks) json.WriteStringValue(remark);
        json.WriteEndArray();
    }
}
