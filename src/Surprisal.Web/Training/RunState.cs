namespace Surprisal.Web;

/// <summary>Where a run is.</summary>
public enum RunState
{
    /// <summary>It learns.</summary>
    Running,

    /// <summary>It waits to be told to go on.</summary>
    Paused,

    /// <summary>It came to its end.</summary>
    Finished,

    /// <summary>It was told to end.</summary>
    Stopped,

    /// <summary>It could not go on.</summary>
    Failed,
}
