namespace Surprisal;

/// <summary>Remembers the best epoch of a training, and says when waiting for a better one is over.</summary>
/// <param name="patience">Epochs to wait; 0 never stops and remembers nothing.</param>
/// <param name="model">Whose parameters are remembered.</param>
sealed class EarlyStopping(int patience, Sequential model)
{
    readonly float[] _best = patience > 0 ? new float[model.Values().Length] : [];
    double _bestLoss = double.PositiveInfinity;
    int _bestEpoch, _waited;

    /// <summary>Whether so many epochs in a row were no better than the best.</summary>
    public bool IsOver => patience > 0 && _waited >= patience;

    /// <summary>Takes note of an epoch that has just ended.</summary>
    public void Add(int epoch, double loss)
    {
        if (patience == 0) return;
        _waited++;
        if (loss >= _bestLoss) return;
        (_bestLoss, _bestEpoch, _waited) = (loss, epoch, 0);
        model.Values().CopyTo(_best);
    }

    /// <summary>Gives the model the best epoch's parameters back and returns its number; null where nothing was remembered.</summary>
    public int? RestoreBest()
    {
        if (_bestEpoch == 0) return null;
        _best.CopyTo(model.Values());
        return _bestEpoch;
    }
}
