using Surprisal.Data;

namespace Surprisal;

/// <summary>Blocks of a source, each read on another thread while the one before is in use.</summary>
sealed class ReadAhead : IDisposable
{
    readonly DataSource _source;
    readonly int _rows;
    Task<DataTable?> _next;

    public ReadAhead(DataSource source, int rows)
    {
        (_source, _rows) = (source, rows);
        _next = Task.Run(Read);
    }

    /// <summary>The next block, or null at the end. What the source complains of is thrown here.</summary>
    public DataTable? Next()
    {
        var block = _next.GetAwaiter().GetResult();
        _next = block is null ? Task.FromResult<DataTable?>(null) : Task.Run(Read);
        return block;
    }

    // The source may not be closed while it is being read.
    public void Dispose() => _next.ContinueWith(_ => { }, TaskScheduler.Default).Wait();

    DataTable? Read() => _source.ReadBatch(_rows);
}
