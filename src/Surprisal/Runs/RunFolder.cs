using Surprisal.Data;

namespace Surprisal;

/// <summary>
/// A training that survives: a folder with run.json, metrics.jsonl, TensorBoard's events, checkpoints of a network, and the best classifier so
/// far. Whatever ends it, <see cref="Resume"/> goes on, to the same bytes as if it had never stopped.
/// </summary>
public sealed class RunFolder : IDisposable
{
    readonly RunRecord? _began;
    readonly List<string> _notices = [];
    readonly Checkpoints _checkpoints;
    FileStream? _lock;
    RunRecord? _run;
    CheckpointFile? _resumed;
    MetricsLog? _metrics;
    Func<Network, Classifier>? _classifier;
    DateTime _due;

    RunFolder(string path, IReadOnlyList<string> command, RunRecord? began) =>
        (Path, Command, _began, _checkpoints) = (path, command, began, new Checkpoints(path));

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>How the run was called when it began.</summary>
    public IReadOnlyList<string> Command { get; }

    /// <summary>A checkpoint is written after every epoch, and within one whenever the last is older than this.</summary>
    public TimeSpan CheckpointEvery { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>What the user should know once it is open: where it goes on, and what was damaged.</summary>
    public IReadOnlyList<string> Notices => _notices;

    /// <summary>Up to where the training is safe in this folder, such as <c>epoch 3, batch 12</c>; null where it would begin anew.</summary>
    public string? Saved { get; private set; }

    /// <summary>The best classifier so far, a file like any that <see cref="Classifier.Save"/> writes.</summary>
    public string ClassifierPath => System.IO.Path.Combine(Path, "classifier.safetensors");

    string RunPath => System.IO.Path.Combine(Path, "run.json");

    /// <summary>A new run. Nothing is written before <see cref="Open"/>.</summary>
    /// <param name="path">A folder without a run; made if it is not there.</param>
    /// <param name="command">How the program was called, for <see cref="Command"/> of a later <see cref="Resume"/>.</param>
    /// <exception cref="TrainingException">It holds a run already, or is a file.</exception>
    public static RunFolder Create(string path, params IReadOnlyList<string> command)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (File.Exists(path)) throw new TrainingException($"{path}: is a file, expected a folder for the run");
        var folder = new RunFolder(path, command, null);
        folder.RefuseOtherRun();
        return folder;
    }

    /// <summary>A run that began before; a finished one goes on at its end, and ends at once.</summary>
    /// <exception cref="TrainingException">There is none.</exception>
    public static RunFolder Resume(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string file = System.IO.Path.Combine(path, "run.json");
        if (!File.Exists(file)) throw new TrainingException($"{path}: holds no run that could be resumed: there is no run.json in it; begin one without --resume");
        var began = RunJson.Read(file);
        return new RunFolder(path, began.Command, began);
    }

    /// <summary>Writes run.json; or, for a resumed run, holds all against it and finds the last checkpoint.</summary>
    /// <param name="data">What is learnt from.</param>
    /// <param name="options">How.</param>
    /// <exception cref="TrainingException">The resumed run began with something else, another process is at it, or no checkpoint is whole.</exception>
    /// <exception cref="IOException">The folder could not be written to.</exception>
    public void Open(TrainingData data, TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (_run is not null) return;
        var loss = Trainer.LossFor(options, data.Training.Targets!.Kind);
        var now = RunRecord.Of(Command, data, options, loss);
        if (_began is not null) RunComparison.Check(_began, now);
        _lock = FolderLock.Take(Path);
        if (_began is null) Begin(now);
        else FindCheckpoint(_began, now);
        _run = _began ?? now;
        _classifier = model => Trainer.Bound(data, model, loss);
    }

    /// <summary>Ends the writing; the files stay.</summary>
    public void Dispose()
    {
        _metrics?.Dispose();
        _lock?.Dispose();
    }

    /// <summary>Brings a training to where the last checkpoint was, if there is one.</summary>
    internal void Restore(TrainingSnapshot snapshot)
    {
        _resumed?.Restore(snapshot);
        _resumed = null;
        _metrics = new MetricsLog(Path, _run!.Began, snapshot.State.Epochs);
        _due = DateTime.UtcNow + CheckpointEvery;
    }

    /// <summary>Whether the last checkpoint is old enough for another one.</summary>
    internal bool IsCheckpointDue => DateTime.UtcNow >= _due;

    /// <summary>Writes a checkpoint.</summary>
    internal void Save(TrainingSnapshot snapshot, TimeSpan elapsed)
    {
        try
        {
            _checkpoints.Write(snapshot, elapsed);
        }
        catch (ModelFileException error) when (Saved is not null)
        {
            throw new ModelFileException($"{error.Message}; the run is safe up to {Saved}, and can be resumed from there", error);
        }
        Saved = At(snapshot.State.Epoch, snapshot.State.Batch);
        _due = DateTime.UtcNow + CheckpointEvery;
    }

    /// <summary>Writes down an epoch, and the model if it is the best one.</summary>
    internal void Add(EpochResult epoch, Network? best)
    {
        if (best is not null) Finish(_classifier!(best));
        _metrics!.Add(epoch);
    }

    /// <summary>Writes down a training without epochs.</summary>
    internal void Add(LinearFit fit, TimeSpan elapsed) => AtomicFile.Write(System.IO.Path.Combine(Path, "metrics.jsonl"), stream => stream.Write(MetricsLog.Line(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("evaluations", fit.Evaluations);
        json.WriteNumber("objective", fit.Objective);
        json.WriteNumber("seconds", elapsed.TotalSeconds);
        json.WriteEndObject();
    })));

    /// <summary>Keeps the classifier: the best so far, or the last, with all that was decided after training.</summary>
    internal void Finish(Classifier classifier) => classifier.Save(ClassifierPath);

    void RefuseOtherRun()
    {
        if (File.Exists(RunPath)) throw new TrainingException($"{Path}: holds a run already: go on with it by --resume, or name another folder");
    }

    void Begin(RunRecord now)
    {
        RefuseOtherRun(); // another process may have been faster
        RunJson.Write(RunPath, now);
    }

    void FindCheckpoint(RunRecord began, RunRecord now)
    {
        // What a killed process had begun to write.
        foreach (string temporary in Directory.GetFiles(Path, AtomicFile.TemporaryPrefix + "*")) File.Delete(temporary);
        if (RunComparison.Notice(began, now) is { } notice) _notices.Add(notice);
        _resumed = _checkpoints.Newest(_notices);
        Saved = _resumed is null ? null : At(_resumed.Epoch, _resumed.Batch);
        _notices.Add(Saved is null ? "no checkpoint yet: the training begins anew" : $"going on after {Saved}");
    }

    static string At(int epoch, int batch) => batch == 0 ? $"epoch {epoch - 1}" : $"epoch {epoch}, batch {batch}";
}
