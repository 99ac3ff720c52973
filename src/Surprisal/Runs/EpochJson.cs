using System.Text.Json;

namespace Surprisal;

/// <summary>An epoch as a JSON object: a line of metrics.jsonl, and what a checkpoint keeps of it.</summary>
static class EpochJson
{
    public static void Write(Utf8JsonWriter json, EpochResult epoch)
    {
        json.WriteStartObject();
        json.WriteNumber("epoch", epoch.Epoch);
        json.WriteNumber("train_loss", epoch.TrainLoss);
        if (epoch.ValidationLoss is { } loss) json.WriteNumber("validation_loss", loss);
        if (epoch.ValidationScore is { } score) json.WriteNumber("validation_score", score);
        json.WriteNumber("learning_rate", epoch.LearningRate);
        json.WriteNumber("seconds", epoch.Elapsed.TotalSeconds);
        json.WriteEndObject();
    }

    public static EpochResult Read(JsonElement json) => new(
        json.GetProperty("epoch").GetInt32(),
        json.GetProperty("train_loss").GetDouble(),
        json.TryGetProperty("validation_loss", out var loss) ? loss.GetDouble() : null,
        // TimeSpan.FromSeconds cuts off what is left of a tick, and the line would be another one when it is written again.
        new TimeSpan((long)Math.Round(json.GetProperty("seconds").GetDouble() * TimeSpan.TicksPerSecond)))
    {
        ValidationScore = json.TryGetProperty("validation_score", out var score) ? score.GetDouble() : null,
        LearningRate = json.GetProperty("learning_rate").GetDouble(),
    };
}
