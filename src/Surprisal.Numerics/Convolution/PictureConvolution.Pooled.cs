namespace Surprisal.Numerics;

/// <summary>A convolution, max pooling and ReLU at once: the convolution's output never leaves the cache, and backward most of its gradients are known to be 0.</summary>
public sealed unsafe partial class PictureConvolution
{
    /// <summary>Writes what <see cref="Forward"/> does, but of each 2 × 2 pixels only the largest, channel by channel, and 0 if none is positive.</summary>
    /// <param name="shape">The sizes; checked before. A last row or column of pixels that fills no window is left out.</param>
    /// <param name="input">Pictures × (height × width × channels).</param>
    /// <param name="weights">Kernel × kernel × channels × filters, rows of the kernel outermost.</param>
    /// <param name="bias">A number per filter.</param>
    /// <param name="output">Pictures × <see cref="ConvolutionShape.PooledOutputs"/>; overwritten.</param>
    /// <param name="places">As many numbers as the output: where each came from, for <see cref="PooledGradient"/>. Empty where that is not to follow.</param>
    /// <exception cref="ArgumentException">The numbers are not as many as the shape says.</exception>
    public void ForwardPooled(
        in ConvolutionShape shape, ReadOnlyMatrixSpan<float> input, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, MatrixSpan<float> output, Span<int> places)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        Check(shape, input.Rows, input.Columns, output.Rows, output.Columns, shape.PooledOutputs, weights.Length, bias.Length);
        if (!places.IsEmpty) CheckPlaces(output.Values.Length, places.Length);
        if (output.IsEmpty) return;
        fixed (float* from = input.Values, by = weights, start = bias, to = output.Values)
        fixed (int* at = places)
            _forward.RunPooled(shape, input.Rows, from, by, start, to, at);
    }

    /// <summary>Writes ∂ℓ/∂weights and ∂ℓ/∂bias, summed over the pictures, and ∂ℓ/∂input.</summary>
    /// <param name="shape">The sizes; checked before.</param>
    /// <param name="input">As <see cref="ForwardPooled"/> had it.</param>
    /// <param name="places">As <see cref="ForwardPooled"/> left them.</param>
    /// <param name="outputGradient">∂ℓ/∂output, pictures × <see cref="ConvolutionShape.PooledOutputs"/>.</param>
    /// <param name="weights">As <see cref="ForwardPooled"/> had them.</param>
    /// <param name="weightGradient">Kernel × kernel × channels × filters; overwritten.</param>
    /// <param name="biasGradient">A number per filter; overwritten.</param>
    /// <param name="inputGradient">Pictures × (height × width × channels); overwritten. Empty where it is not wanted.</param>
    /// <exception cref="ArgumentException">The numbers are not as many as the shape says.</exception>
    public void PooledGradient(
        in ConvolutionShape shape, ReadOnlyMatrixSpan<float> input, ReadOnlySpan<int> places, ReadOnlyMatrixSpan<float> outputGradient, ReadOnlySpan<float> weights,
        Span<float> weightGradient, Span<float> biasGradient, MatrixSpan<float> inputGradient)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        Check(shape, input.Rows, input.Columns, outputGradient.Rows, outputGradient.Columns, shape.PooledOutputs, weights.Length, biasGradient.Length);
        CheckPlaces(outputGradient.Values.Length, places.Length);
        ArgumentOutOfRangeException.ThrowIfNotEqual(weightGradient.Length, weights.Length);
        if (!inputGradient.IsEmpty) ArgumentOutOfRangeException.ThrowIfNotEqual(inputGradient.Values.Length, input.Values.Length);
        if (outputGradient.Values.IsEmpty)
        {
            weightGradient.Clear();
            biasGradient.Clear();
            inputGradient.Values.Clear();
            return;
        }
        fixed (float* from = input.Values, slopes = outputGradient.Values, by = weights, weightSlopes = weightGradient, biasSlopes = biasGradient, to = inputGradient.Values)
        fixed (int* at = places)
        {
            if (SparseGradient.Takes(shape))
            {
                _sparseGradient.Run(shape, input.Rows, from, at, slopes, by, weightSlopes, biasSlopes, to);
                return;
            }
            _weightGradient.Run(shape, input.Rows, from, at, slopes, weightSlopes, biasSlopes);
            if (to is not null) _inputGradient.Run(shape, input.Rows, at, slopes, by, to);
        }
    }

    static void CheckPlaces(int outputs, int places)
    {
        if (places != outputs) throw new ArgumentException($"each of {outputs} numbers came from a place, got {places} places.");
    }
}
