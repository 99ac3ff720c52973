using System.Numerics;
using System.Numerics.Tensors;

namespace Surprisal.Losses;

/// <summary>
/// Losses on tensors of any shape, with the classes along axis 1 as in PyTorch: [N] for losses that look at each logit alone, [N, C], or [N, C, d1, …, dk].
/// </summary>
/// <remarks>Numbers are <see cref="float"/>, <see cref="double"/> or <see cref="Half"/>; the last are computed with as floats. Tensors need not be contiguous.</remarks>
public static class LossTensors
{
    /// <summary>The loss of a batch whose answers are classes, and its gradient.</summary>
    /// <param name="loss">The loss, whose <see cref="Loss.Reduction"/> says what is returned.</param>
    /// <param name="logits">Raw model outputs, never probabilities.</param>
    /// <param name="classes">One class a sample, of shape [N] or [N, d1, …, dk].</param>
    /// <param name="gradient">Shape of the logits; overwritten with ∂value/∂z. Left out, no gradient is computed.</param>
    /// <param name="losses">Shape of the classes; overwritten with what each sample costs, in nats. Left out, they are not written.</param>
    /// <returns>In nats; NaN for the mean of nothing.</returns>
    /// <exception cref="ArgumentException">Shapes or targets do not fit; nothing has been written.</exception>
    public static double Evaluate<T>(
        this Loss loss, in ReadOnlyTensorSpan<T> logits, in ReadOnlyTensorSpan<int> classes, in TensorSpan<T> gradient = default, in TensorSpan<T> losses = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(loss);
        var layout = TensorLayout.Of(loss, logits.Lengths);
        layout.CheckClasses(classes.Lengths);
        int[] answers = new int[layout.Samples];
        classes.FlattenTo(answers);
        return TensorBatch.Run(loss, layout, logits, answers, default, gradient, losses);
    }

    /// <summary>The loss of a batch with one number per logit as answer, and its gradient.</summary>
    /// <param name="loss">The loss, whose <see cref="Loss.Reduction"/> says what is returned.</param>
    /// <param name="logits">Raw model outputs, never probabilities.</param>
    /// <param name="targets">Shape of the logits: labels, distributions or real values, as the loss reads them.</param>
    /// <param name="gradient">Shape of the logits; overwritten with ∂value/∂z. Left out, no gradient is computed.</param>
    /// <param name="losses">One a sample, of shape [N] or [N, d1, …, dk]; or the logits' shape for losses that look at each logit alone. Left out, they are not written.</param>
    /// <returns>In nats; NaN for the mean of nothing.</returns>
    /// <exception cref="ArgumentException">Shapes or targets do not fit; nothing has been written.</exception>
    public static double Evaluate<T>(
        this Loss loss, in ReadOnlyTensorSpan<T> logits, in ReadOnlyTensorSpan<T> targets, in TensorSpan<T> gradient = default, in TensorSpan<T> losses = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(loss);
        var layout = TensorLayout.Of(loss, logits.Lengths);
        layout.CheckValues(targets.Lengths);
        return TensorBatch.Run(loss, layout, logits, null, targets, gradient, losses);
    }
}
