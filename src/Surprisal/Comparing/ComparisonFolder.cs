using System.Globalization;
using System.Text.Json;
using Surprisal.Data;
using Surprisal.Losses;

namespace Surprisal;

/// <summary>A comparison that survives: a folder with run.json, which says how it began, and runs.jsonl, one line for every finished run.</summary>
public sealed class ComparisonFolder : IDisposable
{
    readonly RunRecord? _began;
    readonly Lock _adding = new();
    FileStream? _lock;
    AppendedFile? _runs;

    ComparisonFolder(string path, IReadOnlyList<string> command, RunRecord? began) => (Path, Command, _began) = (path, command, began);

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>How the comparison was called when it began.</summary>
    public IReadOnlyList<string> Command { get; }

    /// <summary>How many runs were there when it was opened.</summary>
    public int Resumed { get; private set; }

    string RunPath => System.IO.Path.Combine(Path, "run.json");

    string RunsPath => System.IO.Path.Combine(Path, "runs.jsonl");

    /// <summary>A new comparison. Nothing is written before it runs.</summary>
    /// <param name="path">A folder without a run; made if it is not there.</param>
    /// <param name="command">How the program was called, for <see cref="Command"/> of a later <see cref="Resume"/>.</param>
    /// <exception cref="TrainingException">It holds a run already, or is a file.</exception>
    public static ComparisonFolder Create(string path, params IReadOnlyList<string> command)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (File.Exists(path)) throw new TrainingException($"{path}: is a file, expected a folder for the runs");
        var folder = new ComparisonFolder(path, command, null);
        folder.RefuseOther();
        return folder;
    }

    /// <summary>A comparison that began before.</summary>
    /// <exception cref="TrainingException">There is none.</exception>
    public static ComparisonFolder Resume(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string file = System.IO.Path.Combine(path, "run.json");
        if (!File.Exists(file)) throw new TrainingException($"{path}: holds no comparison that could be resumed: there is no run.json in it; begin one without --resume");
        var began = RunJson.Read(file);
        if (!began.Options.ContainsKey("losses")) throw new TrainingException($"{path}: holds the run of one training, not a comparison: name another folder");
        return new ComparisonFolder(path, began.Command, began);
    }

    /// <summary>Ends the writing; the files stay.</summary>
    public void Dispose()
    {
        _runs?.Dispose();
        _lock?.Dispose();
    }

    /// <summary>Writes run.json, or holds a resumed comparison against it; returns the runs that are done.</summary>
    /// <exception cref="TrainingException">It began with something else, another process is at it, or a line is damaged.</exception>
    internal IReadOnlyList<ComparedRun> Open(ComparisonOptions options, TrainingData first)
    {
        var now = Record(options, first);
        if (_began is not null) RunComparison.Check(_began, now);
        _lock = FolderLock.Take(Path);
        if (_began is null)
        {
            RefuseOther(); // another process may have been faster
            RunJson.Write(RunPath, now);
        }
        var (runs, whole) = _began is null || !File.Exists(RunsPath) ? ([], 0) : Read();
        _runs = new AppendedFile(RunsPath, whole);
        Resumed = runs.Count;
        return runs;
    }

    /// <summary>Adds a finished run. Any thread may.</summary>
    internal void Add(ComparedRun run)
    {
        byte[] line = MetricsLog.Line(json => JsonSerializer.Serialize(json, run, ComparedRunJson.Default.ComparedRun));
        lock (_adding) _runs!.Add(line);
    }

    void RefuseOther()
    {
        if (File.Exists(RunPath)) throw new TrainingException($"{Path}: holds a run already: go on with it by --resume, or name another folder");
    }

    /// <summary>All whole lines, and how many bytes they are: what a killed process left half written is cut off.</summary>
    (List<ComparedRun> Runs, long Whole) Read()
    {
        byte[] bytes = File.ReadAllBytes(RunsPath);
        int whole = Array.LastIndexOf(bytes, (byte)'\n') + 1, line = 0;
        List<ComparedRun> runs = [];
        try
        {
            for (int start = 0; start < whole; line++)
            {
                int end = Array.IndexOf(bytes, (byte)'\n', start);
                runs.Add(JsonSerializer.Deserialize(bytes.AsSpan(start, end - start), ComparedRunJson.Default.ComparedRun)!);
                start = end + 1;
            }
        }
        catch (JsonException error)
        {
            throw new TrainingException($"{RunsPath}:{line + 1}: is damaged; cut the file off before this line to do its runs again", error);
        }
        return (runs, whole);
    }

    RunRecord Record(ComparisonOptions options, TrainingData first)
    {
        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["losses"] = string.Join(' ', options.Losses.Select(loss => loss.Name)),
            ["seeds"] = options.Seeds.ToString(CultureInfo.InvariantCulture),
            ["held_out"] = options.HeldOut.ToString(CultureInfo.InvariantCulture),
            ["tune"] = options.Trials.ToString(CultureInfo.InvariantCulture),
            ["settings"] = string.Join(", ", options.Settings.Select(setting => setting.Name)),
        };
        foreach (var setting in options.Settings)
        {
            string of = setting.Name.Length == 0 ? "" : $"{setting.Name}: ";
            foreach (var (name, text) in OptionTexts.Of(setting.Training, Loss.CrossEntropy))
                if (name is not ("loss" or "seed")) texts[of + name] = text;
            texts[$"{of}label_noise"] = setting.LabelNoise.ToString(CultureInfo.InvariantCulture);
            texts[$"{of}input_noise"] = setting.InputNoise.ToString(CultureInfo.InvariantCulture);
        }
        return RunRecord.Of(Command, first, options.Settings[0].Training with { Seed = options.FirstSeed }, Loss.CrossEntropy) with { Options = texts };
    }
}
