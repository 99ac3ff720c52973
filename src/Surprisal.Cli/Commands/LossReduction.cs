namespace Surprisal.Cli;

/// <summary>The choices of <c>--reduction</c>.</summary>
enum LossReduction
{
    Mean,
    Sum,
    None,
    BatchMean,
}
