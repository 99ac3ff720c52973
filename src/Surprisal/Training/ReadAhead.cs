using System.Collections.Concurrent;
using Surprisal.Data;

namespace Surprisal;

/// <summary>Blocks of a source, read on another thread while those before are in use.</summary>
sealed class ReadAhead : IDisposable
{
    // The reader goes on while the first block is learnt from, which takes as long as several: all that learns is compiled then.
    const int MostBlocks = 4;

    readonly BlockingCollection<DataTable> _blocks = new(MostBlocks);
    readonly CancellationTokenSource _stop = new();
    readonly Task _reading;

    public ReadAhead(DataSource source, int rows) => _reading = Task.Run(() => Read(source, rows));

    /// <summary>The next block, or null at the end. What the source complains of is thrown here.</summary>
    public DataTable? Next()
    {
        if (_blocks.TryTake(out var block, Timeout.Infinite)) return block;
        _reading.GetAwaiter().GetResult();
        return null;
    }

    // The source may not be closed while it is being read.
    public void Dispose()
    {
        _stop.Cancel();
        _reading.ContinueWith(_ => { }, TaskScheduler.Default).Wait();
        _blocks.Dispose();
        _stop.Dispose();
    }

    void Read(DataSource source, int rows)
    {
        try
        {
            while (source.ReadBatch(rows) is { } block) _blocks.Add(block, _stop.Token);
        }
        finally
        {
            _blocks.CompleteAdding();
        }
    }
}
