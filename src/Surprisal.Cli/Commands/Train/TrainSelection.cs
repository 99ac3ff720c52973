namespace Surprisal.Cli;

/// <summary>How <c>train</c> measures a way of training, and looks for a better one.</summary>
/// <param name="Folds">Of a cross-validation; null for none.</param>
/// <param name="Group">The column whose values keep rows in one fold; null for none.</param>
/// <param name="Trials">Of a search; 0 for none.</param>
sealed record TrainSelection(int? Folds, string? Group, int Trials)
{
    public static TrainSelection None { get; } = new(null, null, 0);
}
