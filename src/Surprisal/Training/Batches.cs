using Surprisal.Data;
using Surprisal.Losses;
using Surprisal.Numerics;

namespace Surprisal;

/// <summary>The batches of an epoch, one after the other. While one is learnt from, a thread of its own makes the next.</summary>
sealed class Batches : IDisposable
{
    // Waking a thread costs about as much as copying that many numbers.
    const int FewNumbers = 1 << 15;

    readonly BatchMaker _maker;
    readonly SideThread? _side;
    Batch _current, _next;
    int _prepared = -1;

    public Batches(Dataset data, int size, TrainingOptions options)
    {
        _maker = new BatchMaker(data, size, options);
        (_current, _next) = (_maker.Room(), _maker.Room());
        if (options.Threads > 1 && (long)size * data.Columns >= FewNumbers) _side = new SideThread(number => _maker.Make(number, _next));
    }

    /// <summary>How many an epoch has.</summary>
    public int Count => _maker.Count;

    public ReadOnlyMatrixSpan<float> Features => _current.Features;

    public Targets<float> Targets => _current.Targets;

    /// <summary>What each row counts; empty where all count once.</summary>
    public ReadOnlySpan<float> Weights => _current.Weights;

    /// <summary>Begins an epoch; what it holds follows from the seed and its number alone.</summary>
    public void Begin(int epoch)
    {
        _side?.Wait();
        _prepared = -1;
        _maker.Begin(epoch);
    }

    /// <summary>Rows of the epoch's first so many batches.</summary>
    public int RowsBefore(int batch) => _maker.Start(batch);

    /// <summary>Goes to a batch of the epoch.</summary>
    public void Gather(int batch)
    {
        _side?.Wait();
        if (_prepared == batch) (_current, _next) = (_next, _current);
        else _maker.Make(batch, _current);
        if (_side is null || batch + 1 >= Count) return;
        _prepared = batch + 1;
        _side.Start(_prepared);
    }

    /// <summary>Where a row of a batch of this epoch came from, as errors name it; of mixed rows the first.</summary>
    public string Place(int batch, int row) => _maker.Place(batch, row);

    public void Dispose()
    {
        _side?.Dispose();
        _maker.Dispose();
        _current.Dispose();
        _next.Dispose();
    }
}
