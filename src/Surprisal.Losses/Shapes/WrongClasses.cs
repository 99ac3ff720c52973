namespace Surprisal.Losses;

/// <summary>How much a row formula has to see of the classes other than the true one. What sees less of them is computed faster: such a row is read as two classes, or as one.</summary>
public enum WrongClasses
{
    /// <summary>Each by itself.</summary>
    Each,

    /// <summary>Nothing: they neither count nor pull.</summary>
    None,

    /// <summary>Σ|z|: one class with that logit stands for all, and each pulls as that one does, by the sign of its logit.</summary>
    Sizes,

    /// <summary>Σp²: one class with the square root as its p stands for all. Its slope divided by its p, or by its p² if slopes are by log p, is every wrong class's.</summary>
    Squares,
}
