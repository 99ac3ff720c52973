namespace Surprisal.Numerics;

/// <summary>Work on pictures that the workers of a pool share, each with working memory of its own that is kept from call to call.</summary>
abstract unsafe class ConvolutionPass : IDisposable
{
    // A worker that is awake answers within a microsecond or two: the time of about this many multiply-adds.
    const long WorthSharing = 1 << 18;

    readonly WorkerPool _pool;
    readonly Action<int> _runPart;
    readonly ReusedBuffer<float>[] _scratch;
    int _units, _parts, _scratchLength;

    protected ConvolutionPass(WorkerPool pool)
    {
        _pool = pool;
        _runPart = RunPart;
        _scratch = new ReusedBuffer<float>[pool.Threads];
        for (int i = 0; i < _scratch.Length; i++) _scratch[i] = new();
    }

    public virtual void Dispose()
    {
        foreach (var scratch in _scratch) scratch.Dispose();
    }

    /// <summary>Shares so many units of work, each of so many multiply-adds.</summary>
    protected void Share(int units, long work, int scratchLength)
    {
        (_units, _scratchLength) = (units, scratchLength);
        _parts = units * work < WorthSharing ? 1 : _pool.Threads;
        _pool.Run(_parts, _runPart);
        // Without this the collector may see the last use of the buffers' owner before the last use of the buffers.
        GC.KeepAlive(this);
    }

    /// <summary>Does some units, with working memory that is all zeros.</summary>
    protected abstract void Run(Strip units, float* scratch);

    /// <summary>Copies rows of numbers that lie so far apart.</summary>
    protected static void CopyRows(float* source, int sourceStride, float* destination, int destinationStride, int rows, int columns)
    {
        for (int row = 0; row < rows; row++)
            new ReadOnlySpan<float>(source + (nint)row * sourceStride, columns).CopyTo(new Span<float>(destination + (nint)row * destinationStride, columns));
    }

    void RunPart(int part)
    {
        float* scratch = _scratch[part].AtLeast(_scratchLength);
        new Span<float>(scratch, _scratchLength).Clear();
        Run(Strip.Share(_units, 1, part, _parts), scratch);
    }
}
