using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Surprisal.Data;
using Surprisal.Losses;

namespace Surprisal;

/// <summary>What run.json says of a run: how it was called and by what, what it learnt from, and how.</summary>
sealed record RunRecord
{
    public required string[] Command { get; init; }

    public required DateTimeOffset Began { get; init; }

    public required string Program { get; init; }

    public required string Runtime { get; init; }

    public required string System { get; init; }

    /// <summary>The width of the widest register, in bits: sums over lanes depend on it in their last bits.</summary>
    public required int VectorBits { get; init; }

    public required int Seed { get; init; }

    public required SortedDictionary<string, string> Options { get; init; }

    public required string Source { get; init; }

    /// <summary>Rows to learn from, to decide by, and held out.</summary>
    public required int[] Rows { get; init; }

    public required string DataHash { get; init; }

    /// <summary>The kind of each column, in the file's order.</summary>
    public required (string Name, string Kind)[] Columns { get; init; }

    public required string[] Classes { get; init; }

    public static RunRecord Of(IReadOnlyList<string> command, TrainingData data, TrainingOptions options, Loss loss) => new()
    {
        Command = [.. command],
        Began = DateTimeOffset.UtcNow,
        Program = "surprisal " + typeof(RunRecord).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0],
        Runtime = RuntimeInformation.FrameworkDescription,
        System = $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}",
        VectorBits = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128,
        Seed = options.Seed,
        Options = OptionTexts.Of(options, loss),
        Source = data.Training.Source,
        Rows = [data.Training.Rows, data.Validation?.Rows ?? 0, data.HeldOut?.Rows ?? 0],
        DataHash = global::Surprisal.DataHash.Of(data),
        Columns = [.. data.Schema.Columns.Select(c => (c.Name, c.Kind.ToString().ToLowerInvariant()))],
        Classes = [.. data.Encoder.Targets.ClassNames],
    };
}
