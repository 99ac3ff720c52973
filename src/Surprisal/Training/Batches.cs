using Surprisal.Data;
using Surprisal.Losses;
using Surprisal.Numerics;

namespace Surprisal;

/// <summary>
/// The batches of an epoch, one after the other: rows are taken in their order, pictures altered, rows mixed. All chance is drawn by seed, epoch and place, so that it does
/// not matter who makes a row, or when; the workers share them.
/// </summary>
sealed class Batches : IDisposable
{
    // Waking a worker costs about as much as copying that many numbers.
    const int FewNumbers = 1 << 15;

    // Streams of chance beside the one of the order.
    const ulong Pictures = 0x70696374, Mixing = 0x6D697869;

    readonly Dataset _data;
    readonly TrainingOptions _options;
    readonly int _size, _parts;
    readonly WorkerPool _pool;
    readonly Action<int> _take, _mix;
    readonly RowOrder _order;
    readonly Batch _batch;

    // What rows are mixed from; null where they are not.
    readonly Batch? _plain;
    ulong _pictures, _mixing;
    int _start;

    /// <param name="data">Where the rows come from.</param>
    /// <param name="size">How many a batch has at most.</param>
    /// <param name="options">Their order, and what is done to them.</param>
    /// <param name="pool">Who makes them.</param>
    public Batches(Dataset data, int size, TrainingOptions options, WorkerPool pool)
    {
        (_data, _size, _options, _pool) = (data, size, options, pool);
        (_take, _mix) = (Take, Mix);
        _parts = (long)size * data.Columns < FewNumbers ? 1 : pool.Threads;
        _order = new RowOrder(data, options.Sampling, options.Seed);
        // Rows that are drawn by their weights must not count by them again.
        bool isWeighted = data.RowWeights is not null && options.Sampling != Sampling.Weighted, isMixed = options.Mixup > 0;
        _batch = new Batch(data, size, isWeighted, isMixed);
        if (isMixed) _plain = new Batch(data, size, isWeighted, isMixed: false);
    }

    /// <summary>How many an epoch has.</summary>
    public int Count => (_data.Rows + _size - 1) / _size;

    public ReadOnlyMatrixSpan<float> Features => _batch.Features;

    public Targets<float> Targets => _batch.Targets;

    /// <summary>What each row counts; empty where all count once.</summary>
    public ReadOnlySpan<float> Weights => _batch.Weights;

    /// <summary>Begins an epoch; what it holds follows from the seed and its number alone.</summary>
    public void Begin(int epoch)
    {
        _order.Begin(epoch);
        ulong chance = Chance.Mixed((ulong)_options.Seed, (ulong)epoch);
        (_pictures, _mixing) = (Chance.Mixed(chance, Pictures), Chance.Mixed(chance, Mixing));
    }

    /// <summary>Rows of the epoch's first so many batches.</summary>
    // All batches of an epoch are equally large, give or take a row: one row left over would be a whole step by itself, and to batch norm a variance of 0
    // (Adult, 254 batches of 128 and one row: log-loss up by 0.001, 0.001 and 0.011 on three seeds).
    public int RowsBefore(int batch) => (int)((long)_data.Rows * batch / Count);

    /// <summary>Goes to a batch of the epoch.</summary>
    public void Gather(int batch)
    {
        _start = RowsBefore(batch);
        int rows = RowsBefore(batch + 1) - _start;
        _batch.Resize(rows);
        _plain?.Resize(rows);
        _pool.Run(_parts, _take);
        if (_plain is not null) _pool.Run(_parts, _mix);
    }

    /// <summary>Where a row of a batch of this epoch came from, as errors name it; of mixed rows the first.</summary>
    public string Place(int batch, int row) => _data.Place(_order.Rows[RowsBefore(batch) + row]);

    public void Dispose()
    {
        _batch.Dispose();
        _plain?.Dispose();
    }

    void Take(int part)
    {
        var batch = _plain ?? _batch;
        var (start, end) = Share(part);
        int columns = _data.Columns;
        for (int row = start; row < end; row++)
        {
            int from = _order.Rows[_start + row];
            var features = _data.Features.AsSpan(from * columns, columns);
            if (_options.Augmentation.IsNone) features.CopyTo(batch.FeaturesOf(row));
            else PictureAugmentation.Copy(features, _data.Shape, _options.Augmentation, Chance.Mixed(_pictures, (ulong)(_start + row)), batch.FeaturesOf(row));
            batch.TakeAnswer(row, _data, from);
        }
    }

    void Mix(int part)
    {
        var (start, end) = Share(part);
        for (int row = start; row < end; row++) Mixup.Mix(_plain!, row, _options.Mixup, _mixing, _start + row, _batch);
    }

    (int Start, int End) Share(int part) => (_batch.Rows * part / _parts, _batch.Rows * (part + 1) / _parts);
}
