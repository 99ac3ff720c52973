namespace Surprisal;

/// <summary>
/// Random numbers that depend on where they are used and on nothing else: the same for a forward and a backward pass, for any number of threads,
/// and after a resume. Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014.
/// </summary>
static class Chance
{
    const ulong GoldenRatio = 0x9E3779B97F4A7C15;

    /// <summary>The number at a place in the sequence that <paramref name="seed"/> begins.</summary>
    public static ulong Mixed(ulong seed, ulong place)
    {
        ulong z = seed + (place + 1) * GoldenRatio;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>The same, evenly in [0, 1).</summary>
    public static double Share(ulong seed, ulong place) => (Mixed(seed, place) >> 11) * (1.0 / (1UL << 53));
}
