using System.Globalization;

namespace Surprisal;

/// <summary>The checkpoints of a run, the last two of them, named by the steps that were done.</summary>
sealed class Checkpoints(string folder)
{
    const int Kept = 2;
    const string Prefix = "checkpoint-", Suffix = ".safetensors";

    /// <summary>Writes one, then deletes what came before the last two.</summary>
    /// <exception cref="ModelFileException">It could not be written; the others are unchanged.</exception>
    public void Write(TrainingSnapshot snapshot, TimeSpan elapsed)
    {
        string path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{snapshot.Optimizer.Steps:00000000}{Suffix}"));
        CheckpointFile.Write(path, snapshot, elapsed);
        // Those of later steps are damaged: a resume passed them by.
        string[] paths = Paths();
        int last = Array.IndexOf(paths, path);
        foreach (string old in paths.Where((_, i) => i < last || i >= last + Kept)) File.Delete(old);
    }

    /// <summary>The last one that is whole; null if there is none at all.</summary>
    /// <param name="notices">Told of those that are damaged.</param>
    /// <exception cref="TrainingException">There are some, and all are damaged.</exception>
    public CheckpointFile? Newest(List<string> notices)
    {
        string? last = null;
        foreach (string path in Paths())
        {
            try
            {
                var file = CheckpointFile.Read(path);
                if (last is not null) notices.Add($"{last}; going on from the checkpoint before it, {Path.GetFileName(path)}");
                return file;
            }
            catch (ModelFileException error)
            {
                last = error.Message.TrimEnd('.');
            }
        }
        return last is null ? null : throw new TrainingException($"{last}; no other checkpoint is whole: begin the run again in another folder");
    }

    /// <summary>Their paths, the newest first.</summary>
    string[] Paths() => [.. Directory.GetFiles(folder, Prefix + "*" + Suffix).OrderByDescending(path => path.Length).ThenByDescending(path => path, StringComparer.Ordinal)];
}
