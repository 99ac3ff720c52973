using System.Runtime.ExceptionServices;

namespace Surprisal.Numerics;

/// <summary>
/// Threads that live as long as a training run and share its loops: they spin for a moment after each loop, ready for the next,
/// then sleep. Which worker gets which part is fixed, so results never depend on luck.
/// </summary>
public sealed class WorkerPool : IDisposable
{
    // Waking a sleeping thread costs 5 to 50 µs; the pauses between the products of one training step are of that size.
    static readonly TimeSpan s_spinning = TimeSpan.FromMicroseconds(200);

    readonly Lock _oneRun = new();
    readonly Worker[] _workers;
    readonly Thread[] _threads;
    readonly SpinThenParkEvent _finished = new();
    readonly TimeSpan _spinning;
    Action<int>? _body;
    int _parts;
    int _busy;
    bool _disposed;

    /// <summary>Starts <paramref name="threads"/> − 1 background threads: the caller of <see cref="Run"/> is the first worker.</summary>
    /// <param name="threads">How many threads work at a time, from 1 on. 1 starts none.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threads"/> is less than 1.</exception>
    public WorkerPool(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        Threads = threads;
        // With more threads than processors a spinning thread would keep a working one from running.
        _spinning = threads <= Environment.ProcessorCount ? s_spinning : TimeSpan.Zero;
        _workers = new Worker[threads];
        _threads = new Thread[threads - 1];
        for (int i = 0; i < threads; i++) _workers[i] = new Worker(this, i);
        for (int i = 1; i < threads; i++)
        {
            var worker = _workers[i];
            _threads[i - 1] = new Thread(() => Work(worker)) { IsBackground = true, Name = $"worker {i}" };
            _threads[i - 1].Start();
        }
    }

    /// <summary>How many threads work at a time, the caller included.</summary>
    public int Threads { get; }

    /// <summary>
    /// Runs <paramref name="body"/> for every part from 0 to <paramref name="parts"/> − 1 and returns when all are done. Part p is
    /// worker p mod <see cref="Threads"/>'s; worker 0 is the caller. A run from within a body happens on the spot, in order of parts.
    /// </summary>
    /// <param name="parts">How many parts, from 0 on.</param>
    /// <param name="body">Takes the part's number. Kept in a field by the caller, a run allocates nothing.</param>
    /// <exception cref="Exception">What a body threw; of several, that of the first part. A worker leaves its later parts undone.</exception>
    /// <exception cref="ObjectDisposedException">The pool has been disposed of.</exception>
    public void Run(int parts, Action<int> body)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(parts);
        ArgumentNullException.ThrowIfNull(body);
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed), this);
        if (parts <= 1 || Threads == 1 || Worker.IsInsideBody)
        {
            for (int part = 0; part < parts; part++) body(part);
            return;
        }

        lock (_oneRun)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            RunShared(parts, body);
        }
    }

    /// <summary>Ends the threads. Waits for a run that is under way.</summary>
    /// <exception cref="InvalidOperationException">Called from within a body.</exception>
    public void Dispose()
    {
        if (Worker.IsInsideBody) throw new InvalidOperationException("a worker pool cannot be disposed of from within its own run.");
        lock (_oneRun)
        {
            if (_disposed) return;
            Volatile.Write(ref _disposed, true);
            for (int i = 1; i < Threads; i++) _workers[i].Start.Set();
            foreach (var thread in _threads) thread.Join();
            foreach (var worker in _workers) worker.Start.Dispose();
            _finished.Dispose();
        }
    }

    void RunShared(int parts, Action<int> body)
    {
        int helpers = Math.Min(parts, Threads) - 1;
        (_body, _parts, _busy) = (body, parts, helpers);
        for (int i = 1; i <= helpers; i++) _workers[i].Start.Set();
        _workers[0].RunShare(parts, body);
        _finished.Wait(_spinning);
        _body = null;
        FirstError(helpers)?.Throw();
    }

    ExceptionDispatchInfo? FirstError(int helpers)
    {
        Worker? first = null;
        foreach (var worker in _workers.AsSpan(0, helpers + 1))
            if (worker.Error is not null && (first is null || worker.FailedPart < first.FailedPart)) first = worker;
        return first?.Error;
    }

    void Work(Worker worker)
    {
        while (true)
        {
            worker.Start.Wait(_spinning);
            if (_disposed) return;
            worker.RunShare(_parts, _body!);
            if (Interlocked.Decrement(ref _busy) == 0) _finished.Set();
        }
    }
}
