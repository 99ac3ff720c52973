using Surprisal.Data;

namespace Surprisal;

/// <summary>Which rows an epoch takes, one after the other. It follows from the seed and the epoch's number alone, so that a resumed run finds it again.</summary>
sealed class RowOrder
{
    readonly int _seed;
    readonly int[] _rows;

    // Σ of the chances of the rows up to and with each; null where every row comes once.
    readonly double[]? _chances;

    public RowOrder(Dataset data, Sampling sampling, int seed)
    {
        _seed = seed;
        _rows = new int[data.Rows];
        if (sampling == Sampling.Shuffled) return;
        _chances = sampling == Sampling.Balanced ? ClassBalance.RowWeights(data) : Array.ConvertAll(data.RowWeights!, weight => (double)weight);
        for (int row = 1; row < _chances.Length; row++) _chances[row] += _chances[row - 1];
    }

    /// <summary>The rows of the epoch.</summary>
    public ReadOnlySpan<int> Rows => _rows;

    public void Begin(int epoch)
    {
        ulong chance = Chance.Mixed((ulong)_seed, (ulong)epoch);
        if (_chances is null)
        {
            for (int row = 0; row < _rows.Length; row++) _rows[row] = row;
            new Random((int)chance).Shuffle(_rows);
        }
        else
        {
            for (int i = 0; i < _rows.Length; i++) _rows[i] = Drawn(_chances, Chance.Share(chance, (ulong)i) * _chances[^1]);
        }
    }

    /// <summary>The first row whose sum is above a number that is below the last sum: rows of chance 0 are never it.</summary>
    static int Drawn(double[] sums, double number)
    {
        int low = 0, high = sums.Length - 1;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (sums[middle] > number) high = middle;
            else low = middle + 1;
        }
        return low;
    }
}
