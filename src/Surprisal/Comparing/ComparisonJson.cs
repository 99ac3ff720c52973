using System.Text.Json;

namespace Surprisal;

/// <summary>A comparison as JSON.</summary>
public static class ComparisonJson
{
    /// <summary>Writes the properties of a result into an object that is open: every loss with all its runs and their epochs, and every pair.</summary>
    public static void WriteTo(this ComparisonResult result, Utf8JsonWriter json)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(json);
        json.WriteString("setting", result.Setting.Name);
        json.WriteNumber("label_noise", result.Setting.LabelNoise);
        json.WriteNumber("input_noise", result.Setting.InputNoise);
        json.WriteNumber("train_rows", result.Rows.Training);
        json.WriteNumber("validation_rows", result.Rows.Validation);
        json.WriteNumber("held_out_rows", result.Rows.HeldOut);
        json.WriteStartArray("seeds");
        foreach (int seed in result.Seeds) json.WriteNumberValue(seed);
        json.WriteEndArray();
        json.WriteNumber("seeds_left_out", result.SeedsLeftOut);
        json.WriteStartArray("losses");
        foreach (var loss in result.Losses) Write(json, loss);
        json.WriteEndArray();
        Write(json, "accuracy_pairs", result.AccuracyPairs);
        Write(json, "log_loss_pairs", result.LogLossPairs);
    }

    static void Write(Utf8JsonWriter json, LossSummary loss)
    {
        json.WriteStartObject();
        json.WriteString("loss", loss.Name);
        Write(json, "accuracy", loss.Accuracy);
        Write(json, "log_loss", loss.LogLoss);
        Write(json, "brier", loss.Brier);
        Write(json, "calibration_error", loss.CalibrationError);
        json.WriteStartArray("epochs_to_95_percent");
        foreach (int? epochs in loss.EpochsToLearn)
        {
            if (epochs is { } count) json.WriteNumberValue(count);
            else json.WriteNullValue();
        }
        json.WriteEndArray();
        json.WriteNumber("seconds", loss.Seconds);
        json.WriteStartArray("runs");
        foreach (var run in loss.Runs) JsonSerializer.Serialize(json, run, ComparedRunJson.Default.ComparedRun);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, string name, IReadOnlyList<ComparedPair> pairs)
    {
        json.WriteStartArray(name);
        foreach (var pair in pairs)
        {
            json.WriteStartObject();
            json.WriteString("first", pair.First);
            json.WriteString("second", pair.Second);
            Write(json, "difference", pair.Difference);
            json.WriteNumber("p_value_holm", pair.PValue);
            json.WriteString("verdict", pair.Words);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    static void Write(Utf8JsonWriter json, string name, MeanInterval? interval)
    {
        if (interval is not { } known)
        {
            json.WriteNull(name);
            return;
        }
        json.WriteStartObject(name);
        json.WriteFigure("mean", known.Mean);
        json.WriteFigure("low", known.Low);
        json.WriteFigure("high", known.High);
        json.WriteEndObject();
    }
}
