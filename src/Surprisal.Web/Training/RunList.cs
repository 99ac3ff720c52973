using Surprisal.Data;

namespace Surprisal.Web;

/// <summary>All runs of this session, few at a time.</summary>
sealed class RunList(DataChoices choices, ExploreOptions options) : IAsyncDisposable
{
    const int MostAlive = 2, MostKept = 8;
    const double ValidationShare = 0.15, HeldOutShare = 0.2;

    // A page that is reloaded is away for a moment only.
    static readonly TimeSpan s_patience = TimeSpan.FromSeconds(3);

    readonly Lock _lock = new();
    readonly List<(LiveRun Run, Task Work)> _runs = [];
    int _lastId, _watchers;

    /// <summary>The runs, the oldest first.</summary>
    public LiveRun[] All()
    {
        lock (_lock) return [.. _runs.Select(entry => entry.Run)];
    }

    public LiveRun? Find(int id) => Array.Find(All(), run => run.Id == id);

    /// <summary>Reads the data and starts to train on a thread of its own.</summary>
    /// <exception cref="InputException">There are too many runs already.</exception>
    /// <exception cref="DataException">The data cannot be used.</exception>
    /// <exception cref="TrainingException">The loss does not fit them.</exception>
    public LiveRun Start(TrainForm form)
    {
        RefuseTooMany();
        var (table, floor) = choices.Read(form);
        string target = form.Target.Length > 0 ? form.Target : choices.Columns(form.Data).Target;
        var data = TrainingData.Of(table, [target], new() { Columns = Seen(table, target, form.Plane), HeldOut = HeldOutShare, Validation = ValidationShare, Seed = form.Seed });
        Trainer.Check(data, form.Options);
        lock (_lock)
        {
            RefuseTooMany();
            var run = new LiveRun(++_lastId, form, data, Plane.Of(table, data), floor);
            _runs.Add((run, Task.Factory.StartNew(() => run.Train(options.Error), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
            return run;
        }
    }

    /// <summary>Forgets a run; one that is alive is stopped first.</summary>
    public async Task RemoveAsync(int id)
    {
        (LiveRun Run, Task Work) entry;
        lock (_lock)
        {
            entry = _runs.Find(entry => entry.Run.Id == id);
            if (entry.Run is null) return;
            _runs.Remove(entry);
        }
        await EndAsync(entry);
    }

    /// <summary>A page begins to watch; it is gone when the result is disposed.</summary>
    public IDisposable Watch()
    {
        Interlocked.Increment(ref _watchers);
        return new Watcher(this);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var run in All()) run.Stop();
        foreach (var run in All()) await RemoveAsync(run.Id);
    }

    static async Task EndAsync((LiveRun Run, Task Work) entry)
    {
        entry.Run.Stop();
        await entry.Work;
        entry.Run.Dispose();
    }

    void RefuseTooMany()
    {
        var all = All();
        if (all.Count(run => run.IsAlive) >= MostAlive) throw new InputException($"{MostAlive} runs are under way, and more would only slow each other: stop one, or wait for it");
        if (all.Length >= MostKept) throw new InputException($"{MostKept} runs are kept: remove one first");
    }

    // Two columns chosen: the model sees no other.
    static ColumnOverrides Seen(DataTable table, string target, string[] plane)
    {
        if (plane.Length == 0) return ColumnOverrides.None;
        if (plane.Length == 1 || plane[0] == plane[1] || plane.Contains(target)) throw new InputException("choose two different columns to learn from, neither of them the target; or none, to learn from all");
        foreach (string name in plane) table.Get(name);
        return new() { Numeric = plane, Ignore = [.. table.Columns.Select(column => column.Name).Where(name => name != target && !plane.Contains(name))] };
    }

    async Task LeaveAsync()
    {
        if (Interlocked.Decrement(ref _watchers) > 0) return;
        await Task.Delay(s_patience);
        if (Volatile.Read(ref _watchers) > 0) return;
        foreach (var run in All())
            if (run.Form.EndsWithPage && run.IsAlive) run.Stop();
    }

    sealed class Watcher(RunList runs) : IDisposable
    {
        public void Dispose() => _ = runs.LeaveAsync();
    }
}
