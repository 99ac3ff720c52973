namespace Surprisal.Numerics;

/// <summary>Which steps of depth a tile takes; a type, so that each kernel is compiled for both.</summary>
interface ISteps
{
    /// <summary>Whether they are those of <see cref="Tile{T}.Steps"/>; else all.</summary>
    static abstract bool AreListed { get; }
}

/// <summary>Every step.</summary>
readonly struct AllSteps : ISteps
{
    public static bool AreListed => false;
}

/// <summary>The steps at which not all rows of a are zero.</summary>
readonly struct ListedSteps : ISteps
{
    public static bool AreListed => true;
}
