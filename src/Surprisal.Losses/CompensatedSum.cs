using System.Runtime.CompilerServices;

namespace Surprisal.Losses;

/// <summary>A sum of doubles that remembers what rounding took from it (Neumaier): as good as one rounding of the exact sum, unless terms cancel by 2⁵³.</summary>
struct CompensatedSum
{
    double _sum, _lost;

    /// <summary>The sum of all that was added; infinities and NaN as plain addition has them.</summary>
    public readonly double Value => double.IsFinite(_sum) ? _sum + _lost : _sum;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(double term)
    {
        double sum = _sum + term;
        _lost += Math.Abs(_sum) >= Math.Abs(term) ? _sum - sum + term : term - sum + _sum;
        _sum = sum;
    }
}
