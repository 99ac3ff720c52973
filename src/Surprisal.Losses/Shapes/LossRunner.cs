using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>
/// Cuts a batch into parts and shares them among threads. Where the cuts fall and in which order the sums are added depends on the
/// batch's size alone: the same bits for any number of threads.
/// </summary>
sealed unsafe class LossRunner : IDisposable
{
    // Some 10 to 20 µs of work: waking a thread costs about as much.
    const int LogitsPerPart = 1 << 14;

    const int MostThreads = 64;

    static readonly LossRunner?[] s_idle = new LossRunner?[MostThreads + 1];

    readonly WorkerPool _pool;
    readonly Action<int> _single, _double;
    Loss? _loss;
    PinnedBatch<float> _singles;
    PinnedBatch<double> _doubles;
    int _rowsPerPart;
    double[] _totals = new double[64];

    LossRunner(int threads)
    {
        _pool = new WorkerPool(threads);
        _single = part => _totals[part] = RunPart(_loss!, _singles, part, _rowsPerPart);
        _double = part => _totals[part] = RunPart(_loss!, _doubles, part, _rowsPerPart);
    }

    /// <summary>Writes what the batch asks for and returns Σ ℓ.</summary>
    public static double Run<T>(Loss loss, in PinnedBatch<T> batch)
        where T : unmanaged
    {
        int rowsPerPart = Math.Max(1, LogitsPerPart / Math.Max(batch.Columns, 1) / 16 * 16);
        int parts = (int)(((long)batch.Rows + rowsPerPart - 1) / rowsPerPart);
        int threads = Math.Min(Math.Min(parts, MostThreads), loss.Threads ?? Environment.ProcessorCount);
        if (threads > 1)
        {
            // Several callers at once each get a runner; a nested call meets its own pool and runs on the spot.
            var runner = Interlocked.Exchange(ref s_idle[threads], null) ?? new LossRunner(threads);
            double total = runner.RunShared(loss, batch, parts, rowsPerPart);
            Interlocked.Exchange(ref s_idle[threads], runner)?.Dispose();
            return total;
        }
        double sum = 0;
        for (int part = 0; part < parts; part++) sum += RunPart(loss, batch, part, rowsPerPart);
        return sum;
    }

    public void Dispose() => _pool.Dispose();

    double RunShared<T>(Loss loss, in PinnedBatch<T> batch, int parts, int rowsPerPart)
        where T : unmanaged
    {
        if (_totals.Length < parts) _totals = new double[parts * 2];
        _loss = loss;
        _rowsPerPart = rowsPerPart;
        if (batch is PinnedBatch<float> singles)
        {
            _singles = singles;
            _pool.Run(parts, _single);
        }
        else if (batch is PinnedBatch<double> doubles)
        {
            _doubles = doubles;
            _pool.Run(parts, _double);
        }
        _loss = null;
        double total = 0;
        for (int part = 0; part < parts; part++) total += _totals[part];
        return total;
    }

    static double RunPart<T>(Loss loss, in PinnedBatch<T> batch, int part, int rowsPerPart)
        where T : unmanaged
    {
        int start = part * rowsPerPart, rows = Math.Min(rowsPerPart, batch.Rows - start);
        return loss.Run(batch.Part(start, rows, loss.LossCount(1, batch.Columns)));
    }
}
