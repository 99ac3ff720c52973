namespace Surprisal.Losses;

/// <summary>A mean, and how far chance may have moved it.</summary>
readonly record struct Estimate(int Count, double Mean, double StandardError)
{
    /// <summary>How many standard errors the mean is above <paramref name="value"/>.</summary>
    public double Above(double value) => Mean == value ? 0 : (Mean - value) / StandardError;

    /// <summary>Welford's running sums.</summary>
    public struct Tally
    {
        int _count;
        double _mean;
        double _squares;

        public void Add(double value)
        {
            double gap = value - _mean;
            _mean += gap / ++_count;
            _squares += gap * (value - _mean);
        }

        public readonly Estimate Result() => new(_count, _mean, _count < 2 ? double.PositiveInfinity : Math.Sqrt(_squares / (_count - 1) / _count));
    }
}
