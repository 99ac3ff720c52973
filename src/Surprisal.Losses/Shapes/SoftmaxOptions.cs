namespace Surprisal.Losses;

/// <summary>What the softmax kernels need to know beside the rows.</summary>
/// <param name="ClassWeights">None, or one per class.</param>
/// <param name="LabelSmoothing">The share of every target that is spread over the classes.</param>
/// <param name="IgnoreIndex">The class whose rows count for nothing.</param>
/// <param name="ZLoss">λ of λ·(log Σ eᶻ)², added to every row that counts.</param>
readonly record struct SoftmaxOptions(double[]? ClassWeights, double LabelSmoothing, int? IgnoreIndex, double ZLoss);
