namespace Surprisal.Data;

/// <summary>What to do about the answers when a table is encoded.</summary>
public enum Truth
{
    /// <summary>Every row must have its answer: training and evaluation.</summary>
    Required,

    /// <summary>Answers are taken where they are; a row may have none, and so may the whole table: prediction.</summary>
    IfPresent,
}
