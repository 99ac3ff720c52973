namespace Surprisal;

/// <summary>How well a way of training does on rows it has not seen, fold by fold.</summary>
/// <param name="Folds">The folds in order.</param>
/// <param name="Notices">What the user should know, such as classes with too few rows.</param>
public sealed record CrossValidationResult(IReadOnlyList<FoldResult> Folds, IReadOnlyList<string> Notices)
{
    /// <summary>The mean of the folds' log-losses, in nats.</summary>
    public MeanInterval LogLoss => Of(evaluation => evaluation.LogLoss).Within(0, double.PositiveInfinity);

    /// <summary>The mean of the folds' accuracies.</summary>
    public MeanInterval Accuracy => Of(evaluation => evaluation.Accuracy).Within(0, 1);

    /// <summary>The mean of the folds' Brier scores.</summary>
    public MeanInterval Brier => Of(evaluation => evaluation.Brier).Within(0, double.PositiveInfinity);

    MeanInterval Of(Func<IEvaluation, double> figure) => MeanInterval.OfFolds([.. Folds.Select(fold => figure(fold.Evaluation))]);
}
