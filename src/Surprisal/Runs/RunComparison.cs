using System.Globalization;

namespace Surprisal;

/// <summary>Holds a resumed run against its beginning: the rest would be of another training if anything differed.</summary>
static class RunComparison
{
    /// <summary>Refuses another seed, other options, columns, classes or data by name.</summary>
    /// <exception cref="TrainingException">One line: what it was, what it is, and what to do.</exception>
    public static void Check(RunRecord began, RunRecord now)
    {
        if (began.Seed != now.Seed) throw Other(string.Create(CultureInfo.InvariantCulture, $"the seed was {began.Seed} and is now {now.Seed}"));
        foreach (string name in began.Options.Keys.Union(now.Options.Keys))
        {
            string before = began.Options.GetValueOrDefault(name, "unknown"), after = now.Options.GetValueOrDefault(name, "unknown");
            if (before != after) throw Other($"{name.Replace('_', ' ')} was {before} and is now {after}");
        }
        if (Columns(began, now) is { } columns) throw Other($"{now.Source}: {columns}");
        if (!began.Classes.SequenceEqual(now.Classes)) throw Other($"{now.Source}: the classes were {List(began.Classes)} and are now {List(now.Classes)}");
        if (!began.Rows.SequenceEqual(now.Rows)) throw Data(began, now, $"had {began.Rows.Sum()} rows ({Parts(began)}), now {now.Rows.Sum()} ({Parts(now)})");
        if (began.DataHash != now.DataHash) throw Data(began, now, $"had hash {Short(began.DataHash)}, now {Short(now.DataHash)}");
    }

    /// <summary>What may make the last bits others than those of a run that never stopped; null if nothing does.</summary>
    public static string? Notice(RunRecord began, RunRecord now)
    {
        string[] differences =
        [
            .. Difference(began.Program, now.Program), .. Difference(began.Runtime, now.Runtime),
            .. Difference($"registers of {began.VectorBits} bits", $"registers of {now.VectorBits} bits"),
        ];
        return differences.Length == 0 ? null : $"the run began {string.Join(", ", differences)}: its last bits may be others than those of a run that never stopped";
    }

    static string[] Difference(string before, string after) => before == after ? [] : [$"with {before} and goes on with {after}"];

    static string? Columns(RunRecord began, RunRecord now)
    {
        var before = began.Columns.ToDictionary(c => c.Name, c => c.Kind);
        foreach (var (name, kind) in now.Columns)
        {
            if (!before.Remove(name, out string? was)) return $"the column {SafeText.Quoted(name)} is new";
            if (was != kind) return $"the column {SafeText.Quoted(name)} was {was} and is now {kind}";
        }
        if (before.Count > 0) return $"the column {SafeText.Quoted(before.Keys.First())} is not there any more";
        return began.Columns.SequenceEqual(now.Columns) ? null : "the columns are in another order";
    }

    static TrainingException Data(RunRecord began, RunRecord now, string difference) =>
        Other($"the data has changed since the run began: {(began.Source == now.Source ? now.Source : $"{began.Source}, now {now.Source},")} {difference}");

    static TrainingException Other(string difference) => new($"{difference}; resume with what the run began with, or begin another run in another folder");

    static string Parts(RunRecord run) => string.Create(CultureInfo.InvariantCulture, $"{run.Rows[0]} to learn from, {run.Rows[1]} to stop early, {run.Rows[2]} held out");

    static string List(string[] names) => string.Join(", ", names.Take(8).Select(SafeText.Quoted)) + (names.Length > 8 ? ", …" : "");

    static string Short(string hash) => hash[..Math.Min(12, hash.Length)];
}
