namespace Surprisal;

/// <summary>How the learning rate changes from the first batch to the last.</summary>
public enum Schedule
{
    /// <summary>The whole rate for two thirds of the way, then down to 0 in a straight line: the last steps settle what the first ones found.</summary>
    FlatThenDown,

    /// <summary>The same rate throughout.</summary>
    Constant,

    /// <summary>Half a wave of the cosine, from the whole rate to 0.</summary>
    Cosine,

    /// <summary>Up from a 25th of the rate and down to a 250,000th, half a cosine wave each; the way up is the warm-up. Smith and Topin, arXiv:1708.07120, as in PyTorch's OneCycleLR.</summary>
    OneCycle,
}
