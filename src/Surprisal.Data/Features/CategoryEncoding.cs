namespace Surprisal.Data;

/// <summary>How the levels of a categorical column become numbers.</summary>
public enum CategoryEncoding
{
    /// <summary>A feature for each level: 1 for the row's own, 0 for the others.</summary>
    OneHot,

    /// <summary>One feature, the number of the level, for models that learn a vector for each.</summary>
    Index,
}
