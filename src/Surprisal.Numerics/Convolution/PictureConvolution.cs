namespace Surprisal.Numerics;

/// <summary>
/// Convolutions over pictures whose channels lie last, shared among the workers of a pool. The same operands give the same bits for any number of
/// threads, and a picture's result depends on that picture and the weights only.
/// </summary>
/// <remarks>Keeps its working memory from call to call: make one for a run, and use it from one thread at a time.</remarks>
/// <param name="pool">Who does the work. It is not disposed of with the convolution.</param>
public sealed unsafe partial class PictureConvolution(WorkerPool pool) : IDisposable
{
    readonly ConvolutionForward _forward = new(pool);
    readonly ConvolutionInputGradient _inputGradient = new(pool);
    readonly ConvolutionWeightGradient _weightGradient = new(pool);
    readonly SparseGradient _sparseGradient = new(pool);
    bool _disposed;

    /// <summary>Writes bias + Σ weight·pixel for every filter at every place.</summary>
    /// <param name="shape">The sizes; checked before.</param>
    /// <param name="input">Pictures × (height × width × channels).</param>
    /// <param name="weights">Kernel × kernel × channels × filters, rows of the kernel outermost.</param>
    /// <param name="bias">A number per filter.</param>
    /// <param name="output">Pictures × (height × width × filters); overwritten.</param>
    /// <exception cref="ArgumentException">The numbers are not as many as the shape says.</exception>
    public void Forward(in ConvolutionShape shape, ReadOnlyMatrixSpan<float> input, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, MatrixSpan<float> output)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        Check(shape, input.Rows, input.Columns, output.Rows, output.Columns, shape.Outputs, weights.Length, bias.Length);
        if (input.Rows == 0) return;
        fixed (float* from = input.Values, by = weights, start = bias, to = output.Values) _forward.Run(shape, input.Rows, from, by, start, to);
    }

    /// <summary>Writes ∂ℓ/∂input.</summary>
    /// <param name="shape">The sizes; checked before.</param>
    /// <param name="outputGradient">∂ℓ/∂output, pictures × (height × width × filters).</param>
    /// <param name="weights">As <see cref="Forward"/> had them.</param>
    /// <param name="inputGradient">Pictures × (height × width × channels); overwritten.</param>
    /// <exception cref="ArgumentException">The numbers are not as many as the shape says.</exception>
    public void InputGradient(in ConvolutionShape shape, ReadOnlyMatrixSpan<float> outputGradient, ReadOnlySpan<float> weights, MatrixSpan<float> inputGradient)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        Check(shape, inputGradient.Rows, inputGradient.Columns, outputGradient.Rows, outputGradient.Columns, shape.Outputs, weights.Length, shape.Filters);
        if (outputGradient.Rows == 0) return;
        fixed (float* from = outputGradient.Values, by = weights, to = inputGradient.Values) _inputGradient.Run(shape, outputGradient.Rows, null, from, by, to);
    }

    /// <summary>Writes ∂ℓ/∂weights and ∂ℓ/∂bias, summed over the pictures.</summary>
    /// <param name="shape">The sizes; checked before.</param>
    /// <param name="input">As <see cref="Forward"/> had it.</param>
    /// <param name="outputGradient">∂ℓ/∂output, pictures × (height × width × filters).</param>
    /// <param name="weightGradient">Kernel × kernel × channels × filters; overwritten.</param>
    /// <param name="biasGradient">A number per filter; overwritten.</param>
    /// <exception cref="ArgumentException">The numbers are not as many as the shape says.</exception>
    public void WeightGradient(in ConvolutionShape shape, ReadOnlyMatrixSpan<float> input, ReadOnlyMatrixSpan<float> outputGradient, Span<float> weightGradient, Span<float> biasGradient)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        Check(shape, input.Rows, input.Columns, outputGradient.Rows, outputGradient.Columns, shape.Outputs, weightGradient.Length, biasGradient.Length);
        if (input.Rows == 0)
        {
            weightGradient.Clear();
            biasGradient.Clear();
            return;
        }
        fixed (float* from = input.Values, by = outputGradient.Values, weights = weightGradient, bias = biasGradient)
            _weightGradient.Run(shape, input.Rows, from, null, by, weights, bias);
    }

    /// <summary>Returns the working memory.</summary>
    public void Dispose()
    {
        _disposed = true;
        _forward.Dispose();
        _inputGradient.Dispose();
        _weightGradient.Dispose();
        _sparseGradient.Dispose();
    }

    static void Check(in ConvolutionShape shape, int inputRows, int inputColumns, int outputRows, int outputColumns, int outputs, int weights, int bias)
    {
        _ = shape.Checked();
        if (inputRows != outputRows) throw new ArgumentException($"as many pictures must come out as go in, got {inputRows} in and {outputRows} out.");
        if (inputColumns != shape.Inputs || outputColumns != outputs)
            throw new ArgumentException($"{shape.Inputs} numbers a picture go in and {outputs} come out, got {inputColumns} and {outputColumns}.");
        if (weights != shape.Depth * shape.Filters || bias != shape.Filters)
            throw new ArgumentException($"the convolution has {shape.Depth * shape.Filters} weights and {shape.Filters} biases, got {weights} and {bias}.");
    }
}
