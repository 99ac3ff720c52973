namespace Surprisal.Losses;

/// <summary>A loss that looks at a whole row, but where one class is true at its probability alone: written both ways, each is read where it is the faster.</summary>
/// <typeparam name="TSelf">The formula.</typeparam>
/// <remarks>Rows that have a distribution as answer are read as <see cref="IRowFormula{TSelf}"/>; they are no expectation of ℓ(log p).</remarks>
public interface IOwnProbabilityFormula<TSelf> : IRowFormula<TSelf>, ISoftmaxFormula<TSelf>
    where TSelf : struct, IOwnProbabilityFormula<TSelf>
{
    Loss ILossFormula<TSelf>.ToLoss() => new OwnProbabilityLoss<TSelf>((TSelf)this);
}
