using System.Globalization;
using System.Text.Json;

namespace Surprisal.Cli;

/// <summary>The losses at ever larger learning rates, drawn, and the one to train with.</summary>
static class LearningRateOutput
{
    const int Lines = 25, Width = 48;

    public static void Write(TextWriter output, LearningRateCurve curve)
    {
        var trials = curve.Trials;
        double most = trials.Max(trial => trial.Loss);
        int step = Math.Max(1, (trials.Count + Lines - 1) / Lines);
        int chosen = trials.ToList().FindIndex(trial => trial.LearningRate == curve.Suggestion);
        output.WriteLine("learning rate   loss, nats");
        for (int i = 0; i < trials.Count; i += step)
        {
            // A line stands for its neighbours, and the chosen one for itself.
            bool isChosen = chosen >= i && chosen < i + step;
            var (shown, loss) = trials[isChosen ? chosen : i];
            string bar = new('█', Math.Max(1, (int)Math.Round(Width * loss / most)));
            output.WriteLine($"{Short(shown),13}   {Nats(loss),10}  {bar}{(isChosen ? "  ← halfway down the longest fall" : "")}");
        }
        output.WriteLine();
        output.WriteLine(curve.Suggestion is { } suggestion
            ? $"Try --learning-rate {Short(suggestion)}."
            : "The loss never fell for long: try more rows a step (--batch), another model, or look for extreme values among the features.");
    }

    public static void Write(Utf8JsonWriter json, LearningRateCurve curve)
    {
        if (curve.Suggestion is { } suggestion) json.WriteNumber("suggestion", suggestion);
        else json.WriteNull("suggestion");
        json.WriteStartArray("trials");
        foreach (var (rate, loss) in curve.Trials)
        {
            json.WriteStartObject();
            json.WriteNumber("learning_rate", rate);
            json.WriteNumber("loss", loss);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    static string Short(double rate) => rate.ToString("0.0e-0", CultureInfo.InvariantCulture);

    static string Nats(double loss) => loss.ToString("0.0000", CultureInfo.InvariantCulture);
}
