using System.CommandLine;
using System.CommandLine.Parsing;

namespace Surprisal.Cli;

/// <summary>The options of <c>train</c> and <c>compare</c> that keep a run in a folder, so that it can go on.</summary>
/// <param name="kept">What is kept there, for the help.</param>
sealed class RunOptions(string kept = RunOptions.TrainKeeps)
{
    const string TrainKeeps = "keep the run there: run.json, metrics.jsonl, TensorBoard's events, the best classifier so far; networks a checkpoint after every epoch, linear models none, they are over in seconds";

    // What may differ from how the run began: the result does not depend on it.
    static readonly string[] s_free = ["--run", "--resume", "--checkpoint-minutes", "--threads", "--format", "--out", "--report", "--budget"];

    readonly Option<string> _run = CommonOptions.Text("--run", "DIR", kept);

    readonly Option<bool> _resume = new("--resume") { Description = "go on with the run in --run DIR after its last checkpoint, with the options it began with; the result is the same to the byte" };
    readonly Option<double?> _minutes = CommonOptions.Real("--checkpoint-minutes", "above 0", x => x is > 0 and < 1e6, "networks: write a checkpoint within an epoch too, whenever the last is that old [10]");

    public IEnumerable<Option> All => [_run, _resume, _minutes];

    /// <summary>Those that a comparison has too.</summary>
    public IEnumerable<Option> Comparison => [_run, _resume];

    /// <summary>Whether a run is to be kept.</summary>
    public bool IsGiven(ParseResult call) => call.GetValue(_run) is not null;

    /// <summary>The call that is meant: a resumed run repeats its own.</summary>
    /// <exception cref="UsageException">What is given contradicts it.</exception>
    public ParseResult Meant(ParseResult call)
    {
        if (!call.GetValue(_resume)) return call;
        string path = call.GetValue(_run) ?? throw new UsageException("--resume goes on with a run: say which by --run DIR");
        var command = call.CommandResult.Command;
        using var folder = RunFolder.Resume(path);
        if (folder.Command.Count == 0) throw new UsageException($"{path}: was not begun by this command, but by a program: resume it there");
        if (folder.Command[0] != command.Name) throw new UsageException($"{path}: was begun by surprisal {folder.Command[0]}, not by {command.Name}");
        var began = command.Parse([.. folder.Command.Skip(1)]);
        if (began.Errors.Count > 0) throw new UsageException($"{path}: this version does not take the command in run.json any more: {began.Errors[0].Message.TrimEnd('.')}");
        Dictionary<string, string[]> before = Given(began), now = Given(call);
        foreach (var (name, values) in now)
        {
            if (s_free.Contains(name)) before[name] = values;
            else if (!before.TryGetValue(name, out string[]? old) || !old.SequenceEqual(values)) throw Contradiction(path, name, values, old);
        }
        return command.Parse(Arguments(before));
    }

    /// <summary>The folder of the run; null where none was asked for.</summary>
    public RunFolder? Read(ParseResult call)
    {
        if (call.GetValue(_run) is not { } path)
            return call.GetValue(_minutes) is null ? null : throw new UsageException("--checkpoint-minutes needs a folder for the checkpoints: give --run DIR as well");
        var folder = call.GetValue(_resume) ? RunFolder.Resume(path) : RunFolder.Create(path, [call.CommandResult.Command.Name, .. Arguments(Given(call))]);
        if (call.GetValue(_minutes) is { } minutes) folder.CheckpointEvery = TimeSpan.FromMinutes(minutes);
        return folder;
    }

    /// <summary>The folder of a comparison; null where none was asked for.</summary>
    public ComparisonFolder? ReadComparison(ParseResult call)
    {
        if (call.GetValue(_run) is not { } path) return null;
        return call.GetValue(_resume) ? ComparisonFolder.Resume(path) : ComparisonFolder.Create(path, [call.CommandResult.Command.Name, .. Arguments(Given(call))]);
    }

    /// <summary>The call as it could be typed again.</summary>
    public static string Typed(ParseResult call) =>
        string.Join(' ', ["surprisal", call.CommandResult.Command.Name, .. Arguments(Given(call).Where(g => g.Key is not ("--run" or "--resume" or "--format" or "--threads" or "--report")).ToDictionary())]);

    /// <summary>What was given, by name; the data under no name.</summary>
    static Dictionary<string, string[]> Given(ParseResult call)
    {
        var given = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var child in call.CommandResult.Children)
        {
            string[] values = [.. child.Tokens.Select(token => token.Value)];
            if (child is OptionResult { Implicit: false } option) given[option.Option.Name] = values;
            else if (child is ArgumentResult && values.Length > 0) given[""] = values;
        }
        return given;
    }

    // Each value after = or alone behind its option, so that one that begins with a dash stays a value.
    static string[] Arguments(Dictionary<string, string[]> given) =>
        [.. given.SelectMany(g => g.Key.Length == 0 ? g.Value : g.Value.Length == 0 ? [g.Key] : g.Value.Select(value => $"{g.Key}={value}"))];

    static UsageException Contradiction(string path, string name, string[] now, string[]? before)
    {
        string given = name.Length == 0 ? string.Join(' ', now) : string.Join(' ', [name, .. now]);
        string was = before is null ? name.Length == 0 ? "with the built-in digits" : $"without {name}" : $"with {string.Join(' ', before)}";
        return new UsageException($"{given} contradicts the run in {path}, which began {was}: leave it out, or begin another run in another folder");
    }
}
