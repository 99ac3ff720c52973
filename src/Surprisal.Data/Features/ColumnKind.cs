namespace Surprisal.Data;

/// <summary>What a column is to a model.</summary>
public enum ColumnKind
{
    /// <summary>Numbers: standardised.</summary>
    Numeric,

    /// <summary>One of several levels: a feature for each.</summary>
    Categorical,

    /// <summary>Pictures of bytes: scaled to [0, 1].</summary>
    Pixels,

    /// <summary>Not looked at.</summary>
    Ignore,

    /// <summary>The answer, or a part of it.</summary>
    Target,

    /// <summary>What each row counts in training and evaluation, 0 or more; not a feature.</summary>
    Weight,
}
