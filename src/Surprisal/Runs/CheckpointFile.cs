using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Surprisal;

/// <summary>A training at one moment as a safetensors file: its arrays as tensors, the rest as JSON in the metadata, with a checksum over both.</summary>
sealed class CheckpointFile
{
    const string Key = "surprisal.checkpoint", ChecksumKey = "surprisal.checksum";
    const int Version = 1;

    readonly SafetensorsFile _file;
    readonly JsonElement _json;

    CheckpointFile(SafetensorsFile file, JsonElement json) => (_file, _json) = (file, json);

    /// <summary>The epoch that it was in, from 1.</summary>
    public int Epoch => _json.GetProperty("epoch").GetInt32();

    /// <summary>How many batches of that epoch were done.</summary>
    public int Batch => _json.GetProperty("batch").GetInt32();

    /// <summary>Writes a file as a whole or not at all.</summary>
    /// <param name="path">Made, or replaced.</param>
    /// <param name="snapshot">What to keep.</param>
    /// <param name="elapsed">How long the training has taken so far.</param>
    /// <exception cref="ModelFileException">It could not be written.</exception>
    public static void Write(string path, TrainingSnapshot snapshot, TimeSpan elapsed)
    {
        string text = Text(snapshot, elapsed);
        var metadata = new Dictionary<string, string> { [Key] = text, [ChecksumKey] = Checksum(text, snapshot.Arrays) };
        SafetensorsFile.Write(path, metadata, snapshot.Arrays.Select(a => StoredTensor.Over(a.Name, a.Numbers)));
    }

    /// <summary>Reads a file and holds it against its checksum.</summary>
    /// <exception cref="ModelFileException">It is damaged, or no checkpoint.</exception>
    public static CheckpointFile Read(string path)
    {
        var file = SafetensorsFile.Read(path);
        if (!file.Metadata.TryGetValue(Key, out string? text) || !file.Metadata.TryGetValue(ChecksumKey, out string? checksum))
            throw new ModelFileException($"{path}: is a safetensors file, but no checkpoint: its metadata has no '{Key}'");
        if (file.Tensors.Values.Any(t => t.Type != TensorType.Float32)) throw new ModelFileException($"{path}: is no checkpoint: not all its numbers are F32");
        string actual = Checksum(text, file.Tensors.Values.Select(t => (t.Name, (float[])t.Values)));
        if (actual != checksum) throw new ModelFileException($"{path}: is damaged: its checksum is {actual}, expected {SafeText.Quoted(checksum)}");
        using var document = JsonDocument.Parse(text); // which we wrote: the checksum is right
        int version = document.RootElement.GetProperty("version").GetInt32();
        return version == Version ? new(file, document.RootElement.Clone()) : throw new ModelFileException($"{path}: is a checkpoint of version {version}, this program reads version {Version}");
    }

    /// <summary>Makes the training what it was when the file was written.</summary>
    /// <exception cref="ModelFileException">It is of another model; nothing has changed.</exception>
    public void Restore(TrainingSnapshot snapshot)
    {
        foreach (var (name, numbers) in snapshot.Arrays) _file.Float32(name, numbers.Length);
        foreach (var (name, numbers) in snapshot.Arrays) _file.Float32(name, numbers.Length).CopyTo(numbers);
        var state = snapshot.State;
        snapshot.Optimizer.Steps = _json.GetProperty("steps").GetInt32();
        (state.Epoch, state.Batch, state.LossSum) = (Epoch, Batch, _json.GetProperty("loss_sum").GetDouble());
        state.BestEpoch = _json.GetProperty("best_epoch").GetInt32();
        if (state.BestEpoch > 0) state.BestCost = _json.GetProperty("best_cost").GetDouble();
        state.InitialLoss = _json.GetProperty("initial_loss").GetDouble();
        state.Elapsed = TimeSpan.FromSeconds(_json.GetProperty("seconds").GetDouble());
        state.Epochs.Clear();
        state.Epochs.AddRange(_json.GetProperty("epochs").EnumerateArray().Select(EpochJson.Read));
    }

    static string Text(TrainingSnapshot snapshot, TimeSpan elapsed)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            var state = snapshot.State;
            json.WriteStartObject();
            json.WriteNumber("version", Version);
            json.WriteNumber("steps", snapshot.Optimizer.Steps);
            json.WriteNumber("epoch", state.Epoch);
            json.WriteNumber("batch", state.Batch);
            json.WriteNumber("loss_sum", state.LossSum);
            json.WriteNumber("best_epoch", state.BestEpoch);
            if (state.BestEpoch > 0) json.WriteNumber("best_cost", state.BestCost);
            json.WriteNumber("initial_loss", state.InitialLoss);
            json.WriteNumber("seconds", elapsed.TotalSeconds);
            json.WriteStartArray("epochs");
            foreach (var epoch in state.Epochs) EpochJson.Write(json, epoch);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    // A lost block of zeros has the right length: only a checksum tells.
    static string Checksum(string text, IEnumerable<(string Name, float[] Numbers)> arrays)
    {
        uint state = Crc32C.Add(Crc32C.Start, Encoding.UTF8.GetBytes(text));
        foreach (var (_, numbers) in arrays.OrderBy(a => a.Name, StringComparer.Ordinal)) state = Crc32C.Add(state, MemoryMarshal.AsBytes(numbers.AsSpan()));
        return (~state).ToString("x8", CultureInfo.InvariantCulture);
    }
}
