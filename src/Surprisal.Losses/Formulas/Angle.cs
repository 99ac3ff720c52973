using System.Runtime.CompilerServices;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>The angle between the predicted distribution and the true one, with p split into its part along Y and the rest: the rest keeps its digits where both nearly agree.</summary>
readonly ref struct Angle<V>
    where V : struct, ILane<V>
{
    /// <summary>⟨p,Y⟩.</summary>
    public V Overlap { get; private init; }

    /// <summary>log⟨p,Y⟩, finite where p underflows.</summary>
    public V LogOverlap { get; private init; }

    /// <summary>⟨p,p⟩.</summary>
    public V Length { get; private init; }

    /// <summary>⟨Y,Y⟩.</summary>
    public V TargetLength { get; private init; }

    /// <summary>‖p − along·Y‖².</summary>
    public V RestLength { get; private init; }

    /// <summary>⟨p,Y⟩/⟨Y,Y⟩.</summary>
    public V Along { get; private init; }

    V Top { get; init; }

    V Shares { get; init; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Angle<V> Between(Row<V> row)
    {
        V overlap = 0, length = 0, targetLength = 0, top = -1e300; // not −∞, from which −∞ could not be subtracted
        for (int k = 0; k < row.Count; k++)
        {
            V p = row.Probabilities[k], target = row.Targets[k];
            overlap += V.Weigh(target, p);
            length += p * p;
            targetLength += target * target;
            top = V.Max(top, V.Choose(-V.Abs(target), row.LogProbabilities[k], top));
        }
        V along = overlap / targetLength, restLength = 0, shares = 0;
        for (int k = 0; k < row.Count; k++)
        {
            V rest = row.Probabilities[k] - along * row.Targets[k];
            restLength += rest * rest;
            shares += V.Weigh(row.Targets[k], V.Exp(row.LogProbabilities[k] - top));
        }
        return new()
        {
            Overlap = overlap, LogOverlap = top + V.Log(shares), Length = length, TargetLength = targetLength, RestLength = restLength, Along = along, Top = top, Shares = shares,
        };
    }

    /// <summary>What of p_k is not along Y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Rest(Row<V> row, int k) => row.Probabilities[k] - Along * row.Targets[k];

    /// <summary>p_k·Y_k/⟨p,Y⟩; Y_k where all that Y names has probability 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Share(Row<V> row, int k) => V.Choose(-Shares, V.Weigh(row.Targets[k], V.Exp(row.LogProbabilities[k] - Top)) / Shares, row.Targets[k]);
}
