using System.Globalization;
using System.Text.Json;

namespace Surprisal.Cli;

/// <summary>What a search tried, for reading and as JSON.</summary>
static class TuningOutput
{
    const int MostTrials = 6;

    public static void Write(TextWriter output, TuningResult result)
    {
        output.WriteLine($"Tried {result.Trials.Count} ways; {Figures.Count(result.ValidationRows)} rows that none of them has learnt from decide");
        var table = new TextTable("trial", "log-loss", "95 % interval", "against the given", "options");
        foreach (var trial in result.Trials.Take(MostTrials))
            table.Add($"{(trial.Number == 0 ? "given" : trial.Number)}", Figures.Figure(trial.LogLoss.Mean), Interval(trial.LogLoss), Against(trial), Text(trial.Options));
        table.WriteTo(output);
        if (result.Trials.Count > MostTrials) output.WriteLine($"  … and {result.Trials.Count - MostTrials} behind them");
        if (result.Trials[0] is { Number: > 0, Difference: { ExcludesZero: false } }) output.WriteLine("  The best is taken, but between it and the given options no difference is shown.");
        output.WriteLine();
    }

    public static void Write(Utf8JsonWriter json, TuningResult result)
    {
        json.WriteStartObject("tuning");
        json.WriteNumber("validation_rows", result.ValidationRows);
        json.WriteStartArray("trials");
        foreach (var trial in result.Trials)
        {
            json.WriteStartObject();
            json.WriteNumber("trial", trial.Number);
            json.WriteString("options", Text(trial.Options));
            json.WriteNumber("rung", trial.Rung);
            CrossValidationOutput.Write(json, "log_loss", trial.LogLoss);
            if (trial.Difference is { } difference) CrossValidationOutput.Write(json, "difference", difference);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    static string Against(Trial trial) => trial.Difference is not { } difference ? "" : $"{Signed(difference.Mean)} {Interval(difference)}";

    static string Interval(MeanInterval interval) => double.IsFinite(interval.Low) ? $"[{Figures.Figure(interval.Low)}, {Figures.Figure(interval.High)}]" : "";

    static string Signed(double value) => value.ToString("+0.0000;-0.0000;0", CultureInfo.InvariantCulture);

    /// <summary>What a search varies, as options of the command line.</summary>
    public static string Text(TrainingOptions options)
    {
        string smoothing = options.Loss is { LabelSmoothing: > 0 } loss ? $" --label-smoothing {Number(loss.LabelSmoothing)}" : "";
        return (options.Model == ModelKind.Linear
            ? $"--c {Number(options.C)}"
            : $"--learning-rate {Number(options.LearningRate)} --l2 {Number(options.Optimizer.WeightDecay)} --hidden {string.Join(',', options.Hidden)}") + smoothing;
    }

    static string Number(double value) => value.ToString("G3", CultureInfo.InvariantCulture);
}
