using System.Globalization;
using System.Text.Json;

namespace Surprisal;

/// <summary>
/// How a training went, epoch by epoch: metrics.jsonl for programs and TensorBoard's events for eyes. Both follow from the epochs, so a
/// resumed run writes them anew, and what a killed one left half written is gone.
/// </summary>
sealed class MetricsLog : IDisposable
{
    readonly DateTimeOffset _began;
    readonly AppendedFile _lines, _events;

    public MetricsLog(string folder, DateTimeOffset began, IEnumerable<EpochResult> epochs)
    {
        _began = began;
        _lines = new(Path.Combine(folder, "metrics.jsonl"));
        _events = new(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"events.out.tfevents.{began.ToUnixTimeSeconds()}.surprisal")));
        _events.Add(TensorBoardLog.Head(began));
        foreach (var epoch in epochs) Add(epoch);
    }

    public void Add(EpochResult epoch)
    {
        _lines.Add(Line(json => EpochJson.Write(json, epoch)));
        (string, double)[] scalars = [("loss/train", epoch.TrainLoss), ("learning_rate", epoch.LearningRate)];
        if (epoch.ValidationLoss is { } loss) scalars = [.. scalars, ("loss/validation", loss)];
        if (epoch.ValidationScore is { } score) scalars = [.. scalars, ("score/validation", score)];
        _events.Add(TensorBoardLog.Scalars(_began + epoch.Elapsed, epoch.Epoch, scalars));
    }

    /// <summary>One JSON object and the end of its line.</summary>
    public static byte[] Line(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes)) write(json);
        bytes.WriteByte((byte)'\n');
        return bytes.ToArray();
    }

    public void Dispose()
    {
        _lines.Dispose();
        _events.Dispose();
    }
}
