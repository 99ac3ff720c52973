namespace Surprisal.Numerics.Tests;

/// <summary>A convolution with numbers to run it on, and what comes out.</summary>
sealed class ConvolutionCase
{
    public ConvolutionCase(ConvolutionShape shape, int pictures)
    {
        (Shape, Pictures) = (shape, pictures);
        Input = Matrix<float>.Random(pictures, shape.Inputs, 1).Values;
        Weights = Matrix<float>.Random(shape.Depth, shape.Filters, 2).Values;
        Bias = Matrix<float>.Random(1, shape.Filters, 3).Values;
        Gradient = Matrix<float>.Random(pictures, shape.Outputs, 4).Values;
        Output = new float[Gradient.Length];
        InputGradient = new float[Input.Length];
        WeightGradient = new float[Weights.Length];
        BiasGradient = new float[Bias.Length];
        PooledGradient = Gradient[..(pictures * shape.PooledOutputs)];
        PooledOutput = new float[PooledGradient.Length];
        Places = new int[PooledGradient.Length];
    }

    // Grey pictures; whole registers; ragged ones; strides that skip and that leave pixels out; a kernel as large as the picture; 1 × 1; all padding that may be.
    public static readonly ConvolutionShape[] Shapes =
    [
        new(28, 28, 1, 16, 3, 1, 1), new(14, 14, 16, 32, 3, 1, 1), new(7, 9, 32, 48, 3), new(5, 4, 3, 5, 3, 1, 1), new(6, 6, 2, 1, 1),
        new(9, 8, 16, 17, 3, 2, 1), new(8, 7, 4, 8, 1, 2), new(7, 7, 5, 9, 2, 3), new(10, 11, 3, 4, 5, 3, 2), new(4, 4, 3, 20, 4), new(1, 1, 1, 1, 3, 1, 2), new(6, 5, 7, 12, 3, 2, 2),
    ];

    public ConvolutionShape Shape { get; }

    public int Pictures { get; }

    public float[] Input { get; }

    public float[] Weights { get; }

    public float[] Bias { get; }

    public float[] Gradient { get; }

    public float[] Output { get; }

    public float[] InputGradient { get; }

    public float[] WeightGradient { get; }

    public float[] BiasGradient { get; }

    public float[] PooledOutput { get; }

    public float[] PooledGradient { get; }

    public int[] Places { get; }

    public void Run(PictureConvolution convolution)
    {
        convolution.Forward(Shape, new(Input, Pictures, Shape.Inputs), Weights, Bias, new(Output, Pictures, Shape.Outputs));
        convolution.InputGradient(Shape, new(Gradient, Pictures, Shape.Outputs), Weights, new(InputGradient, Pictures, Shape.Inputs));
        convolution.WeightGradient(Shape, new(Input, Pictures, Shape.Inputs), new(Gradient, Pictures, Shape.Outputs), WeightGradient, BiasGradient);
    }

    /// <summary>The same with pooling; overwrites the same gradients.</summary>
    public void RunPooled(PictureConvolution convolution)
    {
        convolution.ForwardPooled(Shape, new(Input, Pictures, Shape.Inputs), Weights, Bias, new(PooledOutput, Pictures, Shape.PooledOutputs), Places);
        convolution.PooledGradient(
            Shape, new(Input, Pictures, Shape.Inputs), Places, new(PooledGradient, Pictures, Shape.PooledOutputs), Weights, WeightGradient, BiasGradient, new(InputGradient, Pictures, Shape.Inputs));
    }
}
