namespace Surprisal.Losses;

/// <summary>How the targets of a batch can be read by the loss at hand.</summary>
enum TargetForm
{
    /// <summary>Their number fits neither reading.</summary>
    Neither,

    /// <summary>One class index per row.</summary>
    Classes,

    /// <summary>One number per logit.</summary>
    Values,
}
