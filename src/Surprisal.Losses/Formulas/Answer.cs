using System.Runtime.CompilerServices;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>An answer, 0 or 1, as the side that a logit should be on: a yes is read as a no to −z, so that formulas need one of their two terms only.</summary>
/// <param name="answer">0 or 1.</param>
readonly struct Answer<V>(V answer)
    where V : struct, ILane<V>
{
    readonly V _sign = 1 - (answer + answer);

    /// <summary>z of a no, −z of a yes: the larger, the more wrong. And back again, for slopes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Turn(V logit) => _sign * logit;

    /// <summary>One number for a no, another one for a yes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Choose(V ifNo, V ifYes) => V.Choose(_sign, ifYes, ifNo);
}
