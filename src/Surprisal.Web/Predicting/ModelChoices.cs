using Surprisal.Data;

namespace Surprisal.Web;

/// <summary>The models that can be asked: those of finished runs, and the files of the folder.</summary>
sealed class ModelChoices(SafeFolder folder, RunList runs)
{
    const string Run = "run:", File = "file:", Ending = ".safetensors";

    readonly Lock _lock = new();
    (string Path, DateTime Written, Classifier Model)? _last;

    /// <summary>Each by its key and what it is called; the latest run first.</summary>
    public IReadOnlyList<(string Key, string Name)> All() =>
    [
        .. runs.All().Where(run => run.Result is not null).Reverse().Select(run => ($"{Run}{run.Id}", $"run {run.Id}: {run.Form.Name}")),
        .. folder.Files(Ending).Select(name => (File + name, name)),
    ];

    /// <summary>Does something with a model; one request at a time, since a classifier is not made for two.</summary>
    /// <exception cref="DataException">There is none of that key.</exception>
    /// <exception cref="ModelFileException">The file is damaged or no model.</exception>
    public T With<T>(string key, Func<Classifier, T> act)
    {
        lock (_lock) return act(Find(key));
    }

    Classifier Find(string key) => key.Split(':', 2) switch
    {
        ["run", var id] => runs.All().FirstOrDefault(run => $"{run.Id}" == id)?.Result?.Classifier ?? throw new DataException("that run is gone or has not finished; choose another model"),
        ["file", var name] => Load(folder.Find(name, Ending)),
        _ => throw new DataException("choose a model: a finished run, or a .safetensors file of this folder"),
    };

    Classifier Load(string path)
    {
        var written = System.IO.File.GetLastWriteTimeUtc(path);
        if (_last is { } last && last.Path == path && last.Written == written) return last.Model;
        var model = Classifier.Load(path);
        _last = (path, written, model);
        return model;
    }
}
