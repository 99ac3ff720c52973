using System.Runtime.CompilerServices;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>The angle between the predicted distribution and the true one, with p split into its part along Y and the rest: the rest keeps its digits where both nearly agree.</summary>
/// <param name="Overlap">⟨p,Y⟩.</param>
/// <param name="Length">⟨p,p⟩.</param>
/// <param name="TargetLength">⟨Y,Y⟩.</param>
/// <param name="RestLength">‖p − along·Y‖².</param>
/// <param name="Along">⟨p,Y⟩/⟨Y,Y⟩.</param>
readonly record struct Angle<V>(V Overlap, V Length, V TargetLength, V RestLength, V Along)
    where V : struct, ILane<V>
{
    /// <summary>Reads a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Angle<V> Between(Row<V> row)
    {
        V overlap = 0, length = 0, targetLength = 0, restLength = 0;
        for (int k = 0; k < row.Count; k++)
        {
            V p = row.Probabilities[k], target = row.Targets[k];
            overlap += V.Weigh(target, p);
            length += p * p;
            targetLength += target * target;
        }
        V along = overlap / targetLength;
        for (int k = 0; k < row.Count; k++)
        {
            V apart = row.Probabilities[k] - along * row.Targets[k];
            restLength += apart * apart;
        }
        return new(overlap, length, targetLength, restLength, along);
    }
}
