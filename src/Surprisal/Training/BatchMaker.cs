using Surprisal.Data;

namespace Surprisal;

/// <summary>Makes batches: takes rows in their order, alters pictures, mixes. All chance is drawn by seed, epoch and place, so that it does not matter who makes a batch, or when.</summary>
sealed class BatchMaker : IDisposable
{
    // Streams of chance beside the one of the order.
    const ulong Pictures = 0x70696374, Mixing = 0x6D697869;

    readonly Dataset _data;
    readonly TrainingOptions _options;
    readonly int _size;
    readonly RowOrder _order;

    // What rows are mixed from; null where they are not.
    readonly Batch? _plain;
    ulong _pictures, _mixing;

    public BatchMaker(Dataset data, int size, TrainingOptions options)
    {
        (_data, _size, _options) = (data, size, options);
        _order = new RowOrder(data, options.Sampling, options.Seed);
        if (options.Mixup > 0) _plain = new Batch(data, size, IsWeighted, isMixed: false);
    }

    /// <summary>How many batches an epoch has.</summary>
    public int Count => (_data.Rows + _size - 1) / _size;

    // Rows that are drawn by their weights must not count by them again.
    bool IsWeighted => _data.RowWeights is not null && _options.Sampling != Sampling.Weighted;

    /// <summary>Buffers for one batch.</summary>
    public Batch Room() => new(_data, _size, IsWeighted, isMixed: _options.Mixup > 0);

    public void Begin(int epoch)
    {
        _order.Begin(epoch);
        ulong chance = Chance.Mixed((ulong)_options.Seed, (ulong)epoch);
        (_pictures, _mixing) = (Chance.Mixed(chance, Pictures), Chance.Mixed(chance, Mixing));
    }

    public void Make(int number, Batch batch)
    {
        Take(number, _plain ?? batch);
        if (_plain is not null) Mixup.Mix(_plain, _options.Mixup, _mixing, Start(number), batch);
    }

    /// <summary>Where a row of a batch came from.</summary>
    public string Place(int number, int row) => _data.Place(_order.Rows[Start(number) + row]);

    public void Dispose() => _plain?.Dispose();

    // All batches of an epoch are equally large, give or take a row: one row left over would be a whole step by itself, and to batch norm a variance of 0
    // (Adult, 254 batches of 128 and one row: log-loss up by 0.001, 0.001 and 0.011 on three seeds).
    /// <summary>The place in the epoch of a batch's first row.</summary>
    public int Start(int number) => (int)((long)_data.Rows * number / Count);

    void Take(int number, Batch batch)
    {
        int start = Start(number);
        var rows = _order.Rows[start..Start(number + 1)];
        batch.Resize(rows.Length);
        int columns = _data.Columns;
        for (int i = 0; i < rows.Length; i++)
        {
            var features = _data.Features.AsSpan(rows[i] * columns, columns);
            if (_options.Augmentation.IsNone) features.CopyTo(batch.FeaturesOf(i));
            else PictureAugmentation.Copy(features, _data.Shape, _options.Augmentation, Chance.Mixed(_pictures, (ulong)(start + i)), batch.FeaturesOf(i));
            batch.TakeAnswer(i, _data, rows[i]);
        }
    }
}
