namespace Surprisal.Losses;

/// <summary>The base of the logarithm, and so the unit that information is measured in.</summary>
public enum LogBase
{
    /// <summary>Natural logarithms: nats, the unit of every loss.</summary>
    E,

    /// <summary>Logarithms to base 2: bits, also called shannons.</summary>
    Two,

    /// <summary>Logarithms to base 10: bans, also called hartleys or dits.</summary>
    Ten,
}
