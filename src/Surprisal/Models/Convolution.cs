using System.Text.Json;
using Surprisal.Data;
using Surprisal.Numerics;

namespace Surprisal;

/// <summary>Small filters that look at every place of a picture: each output is a weighted sum of the pixels that its filter sees there, and a bias.</summary>
public sealed class Convolution : PictureLayer
{
    readonly ConvolutionShape _shape;

    /// <summary>Filters of kernel × kernel pixels.</summary>
    /// <param name="input">The shape of the pictures that go in.</param>
    /// <param name="channels">How many filters: the channels that come out.</param>
    /// <param name="kernel">Pixels that a filter sees, in each direction.</param>
    /// <param name="stride">Pixels from one place of a filter to the next.</param>
    /// <param name="padding">Rows and columns of zeros around a picture.</param>
    /// <exception cref="ArgumentException">The sizes make no convolution; one line that says which.</exception>
    public Convolution(ExampleShape input, int channels, int kernel, int stride = 1, int padding = 0)
        : this(input, new ConvolutionShape(input.Height, input.Width, input.Channels, channels, kernel, stride, padding).Checked())
    {
    }

    Convolution(ExampleShape input, ConvolutionShape shape)
        : base(input, new ExampleShape(shape.Filters, shape.OutputHeight, shape.OutputWidth)) => _shape = shape;

    /// <inheritdoc/>
    public override string Kind => "convolution";

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, int[] Shape)> Parameters =>
        [("weight", [_shape.Kernel, _shape.Kernel, _shape.Channels, _shape.Filters]), ("bias", [_shape.Filters])];

    /// <summary>Uniform in ±1/√(numbers that a filter sees), weights and biases alike, as PyTorch's Conv2d.</summary>
    public override void Initialize(Span<float> parameters, Span<float> statistics, Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        double limit = 1 / Math.Sqrt(_shape.Depth);
        foreach (ref float parameter in parameters) parameter = (float)((2 * random.NextDouble() - 1) * limit);
    }

    /// <inheritdoc/>
    public override void Forward(in LayerStep step, ReadOnlyMatrixSpan<float> input, MatrixSpan<float> output) =>
        step.Engine.Convolution.Forward(_shape, input, step.Parameters[..^_shape.Filters], step.Parameters[^_shape.Filters..], output);

    /// <inheritdoc/>
    public override void Backward(
        in LayerStep step, ReadOnlyMatrixSpan<float> input, ReadOnlyMatrixSpan<float> output,
        MatrixSpan<float> outputGradient, Span<float> parameterGradient, MatrixSpan<float> inputGradient)
    {
        step.Engine.Convolution.WeightGradient(_shape, input, outputGradient, parameterGradient[..^_shape.Filters], parameterGradient[^_shape.Filters..]);
        if (!inputGradient.IsEmpty) step.Engine.Convolution.InputGradient(_shape, outputGradient, step.Parameters[..^_shape.Filters], inputGradient);
    }

    /// <inheritdoc/>
    public override void WriteOptions(Utf8JsonWriter json)
    {
        base.WriteOptions(json);
        json.WriteNumber("channels", _shape.Filters);
        json.WriteNumber("kernel", _shape.Kernel);
        json.WriteNumber("stride", _shape.Stride);
        json.WriteNumber("padding", _shape.Padding);
    }

    internal static Convolution Read(LayerReader saved) =>
        new(saved.Shape("shape"), saved.Size("channels"), saved.Size("kernel"), saved.Size("stride"), saved.SizeOrZero("padding"));
}
