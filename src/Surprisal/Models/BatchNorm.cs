using System.Text.Json;
using Surprisal.Numerics;

namespace Surprisal;

/// <summary>
/// Shifts and scales each channel to mean 0 and variance 1, then to a mean and deviation that it learns: measured over the batch in training, and
/// outside it over what training has seen. Ioffe and Szegedy, arXiv 1502.03167; numbers as PyTorch's BatchNorm.
/// </summary>
public sealed partial class BatchNorm : Layer
{
    const double Epsilon = 1e-5, Momentum = 0.1;

    // What lies in the memory for all rows, a number a channel each, behind two sums in doubles; the last three are the coefficients of the pass at hand.
    const int Mean = 4, InverseDeviation = 5, Factor = 6, Offset = 7, Slope = 8, Arrays = 9;

    readonly int _channels, _places;
    readonly RowsWork _measure, _scale, _sumGradients, _spread;

    /// <summary>Channels that are each measured over all rows and places.</summary>
    /// <param name="channels">Columns of a table, or channels of a picture whose channels lie last.</param>
    /// <param name="places">Pixels of a picture; 1 for a table.</param>
    public BatchNorm(int channels, int places = 1)
        : base(checked(channels * places), checked(channels * places))
    {
        (_channels, _places) = (channels, places);
        (_measure, _scale, _sumGradients, _spread) = (MeasureRows, Scale, SumGradients, Spread);
    }

    /// <inheritdoc/>
    public override string Kind => "batch-norm";

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, int[] Shape)> Parameters => [("weight", [_channels]), ("bias", [_channels])];

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, int[] Shape)> Statistics => [("mean", [_channels]), ("variance", [_channels])];

    /// <summary>Scale 1 and shift 0; mean 0 and variance 1 before anything is seen.</summary>
    public override void Initialize(Span<float> parameters, Span<float> statistics, Random random)
    {
        parameters[.._channels].Fill(1);
        parameters[_channels..].Clear();
        statistics[.._channels].Clear();
        statistics[_channels..].Fill(1);
    }

    /// <summary>Nine numbers a channel for all rows, and in training two for each row of several places.</summary>
    public override int MemoryLength(int rows, bool isTraining) => checked(Arrays * _channels + (isTraining && _places > 1 ? 2 * rows * _channels : 0));

    /// <inheritdoc/>
    public override void Forward(in LayerStep step, ReadOnlyMatrixSpan<float> input, MatrixSpan<float> output)
    {
        Span<float> inverses = Part(step.Memory, InverseDeviation), factors = Part(step.Memory, Factor);
        if (step.IsTraining)
        {
            if ((long)input.Rows * _places == 1) throw new TrainingException("batch norm measures the spread of a batch, and a batch of one row has none: take larger batches, or a model without batch norm");
            Measure(step, input);
        }
        else
        {
            step.Statistics[.._channels].CopyTo(Part(step.Memory, Mean));
            for (int c = 0; c < _channels; c++) inverses[c] = (float)(1 / Math.Sqrt(step.Statistics[_channels + c] + Epsilon));
        }
        for (int c = 0; c < _channels; c++) factors[c] = step.Parameters[c] * inverses[c];
        step.Parameters[_channels..].CopyTo(Part(step.Memory, Offset));
        step.Engine.Rows.Run(_scale, output, input, Shared(step));
    }

    /// <inheritdoc/>
    public override void Backward(
        in LayerStep step, ReadOnlyMatrixSpan<float> input, ReadOnlyMatrixSpan<float> output,
        MatrixSpan<float> outputGradient, Span<float> parameterGradient, MatrixSpan<float> inputGradient)
    {
        double count = (double)input.Rows * _places;
        var sums = Sums(step);
        SumAll(step, input, outputGradient, sums);
        for (int c = 0; c < _channels; c++)
        {
            double gradients = sums[c], products = sums[_channels + c], inverse = Part(step.Memory, InverseDeviation)[c], factor = step.Parameters[c] * inverse;
            (parameterGradient[c], parameterGradient[_channels + c]) = ((float)(products * inverse), (float)gradients);
            Part(step.Memory, Factor)[c] = (float)factor;
            Part(step.Memory, Offset)[c] = (float)(-factor * gradients / count);
            Part(step.Memory, Slope)[c] = (float)(-factor * inverse * inverse * products / count);
        }
        if (!inputGradient.IsEmpty) step.Engine.Rows.Run(_spread, inputGradient, input, outputGradient, Shared(step));
    }

    /// <inheritdoc/>
    public override void WriteOptions(Utf8JsonWriter json)
    {
        ArgumentNullException.ThrowIfNull(json);
        json.WriteNumber("channels", _channels);
        json.WriteNumber("places", _places);
    }

    /// <summary>Means and deviations of the batch, and what the other passes are told of it.</summary>
    void Measure(in LayerStep step, ReadOnlyMatrixSpan<float> input)
    {
        double count = (double)input.Rows * _places;
        Span<double> means = Sums(step)[.._channels], allSquares = Sums(step)[_channels..];
        SumAll(step, input, means, allSquares);
        for (int c = 0; c < _channels; c++)
        {
            double mean = means[c], squares = allSquares[c];
            Part(step.Memory, Mean)[c] = (float)mean;
            Part(step.Memory, InverseDeviation)[c] = (float)(1 / Math.Sqrt(squares / count + Epsilon));
            ref float seenMean = ref step.Statistics[c], seenVariance = ref step.Statistics[_channels + c];
            seenMean += (float)(Momentum * (mean - seenMean));
            seenVariance += (float)(Momentum * (squares / Math.Max(1, count - 1) - seenVariance));
        }
    }

    void Scale(in RowsPart part)
    {
        ReadOnlySpan<float> all = part.Second.Values, means = Part(all, Mean), factors = Part(all, Factor), offsets = Part(all, Offset);
        for (int row = 0; row < part.Result.Rows; row++)
        {
            var values = new ReadOnlyMatrixSpan<float>(part.First[row], _places, _channels);
            var output = new MatrixSpan<float>(part.Result[row], _places, _channels);
            for (int place = 0; place < _places; place++) RowMath.Scale(values[place], means, factors, offsets, output[place]);
        }
    }

    /// <summary>∂ℓ/∂value = γ/σ·(gradient − its mean − (value − mean)/σ²·the mean of gradient·(value − mean)).</summary>
    void Spread(in RowsPart part)
    {
        ReadOnlySpan<float> all = part.Third.Values, means = Part(all, Mean), factors = Part(all, Factor), offsets = Part(all, Offset), slopes = Part(all, Slope);
        for (int row = 0; row < part.Result.Rows; row++)
        {
            var values = new ReadOnlyMatrixSpan<float>(part.First[row], _places, _channels);
            var gradient = new ReadOnlyMatrixSpan<float>(part.Second[row], _places, _channels);
            var result = new MatrixSpan<float>(part.Result[row], _places, _channels);
            for (int place = 0; place < _places; place++)
            {
                RowMath.Scale(values[place], means, slopes, offsets, result[place]);
                RowMath.AddProducts(result[place], gradient[place], factors);
            }
        }
    }

    ReadOnlyMatrixSpan<float> Shared(in LayerStep step) => new(step.Memory, 1, Arrays * _channels);

    Span<float> Part(Span<float> memory, int array) => memory.Slice(array * _channels, _channels);

    ReadOnlySpan<float> Part(ReadOnlySpan<float> memory, int array) => memory.Slice(array * _channels, _channels);
}
