using System.Runtime.CompilerServices;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>What the hinge losses share: the power of a missing margin, and its slope.</summary>
static class MissingMargin
{
    /// <summary>The multi-class hinge of a row: Σ_{j≠y} max(0, m − z_y + z_j)^q/C.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V At<V>(Row<V> row, Span<V> slopes, double margin, double power)
        where V : struct, ILane<V>
    {
        V own = 0, loss = 0, pull = 0;
        double share = 1.0 / row.Count;
        for (int k = 0; k < row.Count; k++) own += V.Weigh(row.Targets[k], row.Logits[k]);
        for (int k = 0; k < row.Count; k++)
        {
            var missing = Power(V.Choose(-row.Targets[k], -1, row.Logits[k] - own.Note("z_y") + margin), power); // of itself the true class misses nothing, even at −∞
            V other = share * (1 - row.Targets[k]);
            loss += V.Weigh(other, missing.Value);
            slopes[k] = V.Weigh(other, missing.Slope);
            pull += slopes[k];
        }
        for (int k = 0; k < row.Count; k++) slopes[k] -= V.Weigh(row.Targets[k], pull);
        return loss.Note("ℓ = Σ max(0, m − z_y + z_j)^q/C");
    }

    /// <summary>max(0, x)^power and its slope, which is 0 at the kink.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LossAt<V> Power<V>(V x, double power)
        where V : struct, ILane<V>
    {
        V missing = V.Max(x, 0);
        if (power == 1) return new(missing, V.Sign(missing));
        V square = missing * missing;
        return power == 2 ? new(square, missing + missing) : new(square * missing, 3 * square);
    }
}
