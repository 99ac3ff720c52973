namespace Surprisal;

/// <summary>Predictions by rising confidence, ready to be put into bins of equal mass, once or for every resample of a bootstrap.</summary>
sealed class ReliabilityCurve
{
    const int Resamples = 1000;

    // Of more predictions than this every second, third, … row is resampled, and the interval narrowed to what all of them would have given.
    const int MostResampled = 1 << 16;

    // Any: it decides which resamples are drawn, and the same figures come out every time.
    const ulong Seed = 1;

    readonly float[] _confidence;
    readonly int[] _row;
    readonly bool[] _hits;
    readonly int _rows;
    readonly int _perRow;
    readonly int[] _counts = new int[Reliability.BinCount];
    readonly double[] _sums = new double[Reliability.BinCount];
    readonly int[] _binHits = new int[Reliability.BinCount];

    ReliabilityCurve(float[] confidence, bool[] hits, int perRow)
    {
        (_confidence, _perRow, _rows) = (confidence, perRow, confidence.Length / perRow);
        _row = new int[confidence.Length];
        for (int at = 0; at < _row.Length; at++) _row[at] = at;
        Array.Sort(_confidence, _row);
        _hits = Array.ConvertAll(_row, at => hits[at]);
        for (int at = 0; at < _row.Length; at++) _row[at] /= perRow;
    }

    /// <summary>The reliability of predictions.</summary>
    /// <param name="confidence">The probability of each prediction, row after row; overwritten.</param>
    /// <param name="hits">Whether it came true.</param>
    /// <param name="perRow">How many predictions a row has. They may depend on each other, so a resample takes them together.</param>
    public static Reliability Of(float[] confidence, bool[] hits, int perRow)
    {
        int step = 1 + (confidence.Length - 1) / MostResampled;
        var some = step == 1 ? null : new ReliabilityCurve(Every(step, confidence, perRow), Every(step, hits, perRow), perRow);
        var all = new ReliabilityCurve(confidence, hits, perRow);
        double error = all.Error(null);
        List<CalibrationBin> bins = [];
        for (int bin = 0; bin < Reliability.BinCount; bin++)
        {
            int count = all._counts[bin];
            if (count > 0) bins.Add(new(count, all._sums[bin] / count, (double)all._binHits[bin] / count));
        }

        some ??= all;
        return new(bins, error, some.Interval(error, narrowed: Math.Sqrt((double)some._rows / all._rows)));
    }

    static T[] Every<T>(int step, T[] values, int perRow)
    {
        int rows = values.Length / perRow;
        var kept = new T[(rows + step - 1) / step * perRow];
        for (int row = 0; row < kept.Length / perRow; row++) Array.Copy(values, row * step * perRow, kept, row * perRow, perRow);
        return kept;
    }

    ConfidenceInterval Interval(double error, double narrowed)
    {
        double middle = Error(null);
        var errors = new double[Resamples];
        var weights = new int[_rows];
        ulong state = Seed;
        for (int resample = 0; resample < Resamples; resample++)
        {
            Array.Clear(weights);
            for (int draw = 0; draw < weights.Length; draw++) weights[Next(ref state, weights.Length)]++;
            errors[resample] = Error(weights);
        }

        Array.Sort(errors);
        double low = error - narrowed * (Quantile(errors, 0.975) - middle), high = error - narrowed * (Quantile(errors, 0.025) - middle);
        return new(Math.Max(low, 0), Math.Max(high, 0));
    }

    /// <summary>The error where each row counts as often as its weight says, once where there are none. The bins are left in the fields.</summary>
    double Error(int[]? weights)
    {
        Array.Clear(_counts);
        Array.Clear(_sums);
        Array.Clear(_binHits);
        long last = (long)_rows * _perRow - 1, below = 0, seen = 0;
        int bin = 0;
        for (int at = 0; at < _confidence.Length; at++)
        {
            if (at > 0 && _confidence[at] != _confidence[at - 1]) below = seen;
            int weight = weights is null ? 1 : weights[_row[at]];
            if (weight == 0) continue;
            // Quantile i/15 stands at place i·last/15; a bin is for what is above its edge.
            while (bin < Reliability.BinCount - 1 && (bin + 1) * last / Reliability.BinCount < below) bin++;
            _counts[bin] += weight;
            _sums[bin] += weight * (double)_confidence[at];
            if (_hits[at]) _binHits[bin] += weight;
            seen += weight;
        }

        double gaps = 0;
        for (int k = 0; k < _counts.Length; k++) gaps += Math.Abs(_binHits[k] - _sums[k]);
        return gaps / (last + 1);
    }

    static double Quantile(double[] sorted, double share)
    {
        double place = share * (sorted.Length - 1);
        int floor = (int)place;
        return sorted[floor] + (place - floor) * (sorted[floor + 1] - sorted[floor]);
    }

    /// <summary>A whole number from 0 to count − 1, by SplitMix64: a seeded System.Random takes four times as long.</summary>
    static int Next(ref ulong state, int count)
    {
        ulong z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return (int)(((z ^ (z >> 31)) >> 32) * (ulong)count >> 32);
    }
}
