namespace Surprisal.Numerics.Tests;

public class PooledConvolutionTests
{
    const int Pictures = 19; // more than blocks of the weights' gradient

    public static TheoryData<int> Shapes => PictureConvolutionTests.Shapes;

    [Theory, MemberData(nameof(Shapes))]
    public void Output_and_gradients_are_those_of_the_definition(int index)
    {
        ConvolutionCase made = new(ConvolutionCase.Shapes[index], Pictures);
        using var pool = new WorkerPool(1);
        using var convolution = new PictureConvolution(pool);
        foreach (var other in ConvolutionCase.Shapes) new ConvolutionCase(other, 1).RunPooled(convolution); // whatever they leave in memory must not show
        made.RunPooled(convolution);
        var shape = made.Shape;
        float[] gradient = new float[Pictures * shape.Outputs];
        TextbookConvolution forward = new(shape, Pictures, made.Input, made.Weights, made.Bias, gradient);
        double[] expected = Pooled(shape, forward.Output, made.PooledGradient, gradient);
        Check(expected, made.PooledOutput, shape.Depth + 1);
        TextbookConvolution backward = new(shape, Pictures, made.Input, made.Weights, made.Bias, gradient);
        Check(backward.InputGradient, made.InputGradient, shape.Depth / shape.Channels * shape.Filters);
        Check(backward.WeightGradient, made.WeightGradient, Pictures * shape.PooledOutputs / shape.Filters);
        Check(backward.BiasGradient, made.BiasGradient, Pictures * shape.PooledOutputs / shape.Filters);

        // Terms lie in ±1: the error of a sum of n of them grows like √n roundings of a sum that grows like √n.
        static void Check(double[] expected, float[] actual, int terms)
        {
            Assert.Equal(expected.Length, actual.Length);
            for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 3e-7 * (terms + 4));
        }
    }

    [Theory, MemberData(nameof(Shapes))]
    public void The_number_of_threads_does_not_show(int index)
    {
        ConvolutionCase one = Run(1), three = Run(3);
        Assert.Equal(one.PooledOutput, three.PooledOutput);
        Assert.Equal(one.Places, three.Places);
        Assert.Equal(one.InputGradient, three.InputGradient);
        Assert.Equal(one.WeightGradient, three.WeightGradient);
        Assert.Equal(one.BiasGradient, three.BiasGradient);

        ConvolutionCase Run(int threads)
        {
            using var pool = new WorkerPool(threads);
            using var convolution = new PictureConvolution(pool);
            ConvolutionCase made = new(ConvolutionCase.Shapes[index], 133);
            made.RunPooled(convolution);
            return made;
        }
    }

    [Theory, MemberData(nameof(Shapes))]
    public void It_stays_inside_its_spans(int index)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "guard pages are made with Linux calls");
        var shape = ConvolutionCase.Shapes[index];
        using var pool = new WorkerPool(1);
        using var convolution = new PictureConvolution(pool);
        using GuardedMemory<float> input = new(2 * shape.Inputs), output = new(2 * shape.PooledOutputs), weights = new(shape.Depth * shape.Filters), bias = new(shape.Filters);
        using GuardedMemory<int> places = new(2 * shape.PooledOutputs);
        for (int side = 0; side < 2; side++)
        {
            var (x, y, w, b) = side == 0 ? (input.AtEnd, output.AtEnd, weights.AtEnd, bias.AtEnd) : (input.AtStart, output.AtStart, weights.AtStart, bias.AtStart);
            var at = side == 0 ? places.AtEnd : places.AtStart;
            float[] gradient = [.. w.Span];
            convolution.ForwardPooled(shape, new(x.Span, 2, shape.Inputs), w.Span, b.Span, new(y.Span, 2, shape.PooledOutputs), at.Span);
            convolution.PooledGradient(shape, new(x.Span, 2, shape.Inputs), at.Span, new(y.Span, 2, shape.PooledOutputs), w.Span, gradient, b.Span, default);
            convolution.PooledGradient(shape, new(new float[2 * shape.Inputs], 2, shape.Inputs), at.Span, new(y.Span, 2, shape.PooledOutputs), gradient, w.Span, b.Span, new(x.Span, 2, shape.Inputs));
        }
    }

    // Of the shapes, those with a gradient from everywhere and from the few places that got one.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Places_outside_the_picture_get_no_gradient(int index)
    {
        using var pool = new WorkerPool(1);
        using var convolution = new PictureConvolution(pool);
        ConvolutionCase made = new(ConvolutionCase.Shapes[index], 1);
        var shape = made.Shape;
        int[] places = new int[shape.PooledOutputs];
        for (int i = 0; i < places.Length; i++) places[i] = i % 2 == 0 ? int.MaxValue - i : int.MinValue + i;
        convolution.PooledGradient(
            shape, new(made.Input, 1, shape.Inputs), places, new(made.PooledGradient, 1, shape.PooledOutputs), made.Weights, made.WeightGradient, made.BiasGradient, new(made.InputGradient, 1, shape.Inputs));
        Assert.All([.. made.InputGradient, .. made.WeightGradient, .. made.BiasGradient], number => Assert.Equal(0, number));
    }

    [Fact]
    public void Numbers_that_do_not_fit_the_shape_are_refused()
    {
        using var pool = new WorkerPool(1);
        using var convolution = new PictureConvolution(pool);
        ConvolutionShape shape = new(4, 4, 1, 2, 3);
        float[] numbers = new float[100];
        Assert.Equal(
            "16 numbers a picture go in and 2 come out, got 16 and 8.",
            Assert.Throws<ArgumentException>(() => convolution.ForwardPooled(shape, new(numbers, 2, 16), numbers.AsSpan(0, 18), numbers.AsSpan(0, 2), new(new float[16], 2, 8), default)).Message);
        Assert.Equal(
            "each of 4 numbers came from a place, got 3 places.",
            Assert.Throws<ArgumentException>(() => convolution.ForwardPooled(shape, new(numbers, 2, 16), numbers.AsSpan(0, 18), numbers.AsSpan(0, 2), new(new float[4], 2, 2), new int[3])).Message);
    }

    /// <summary>The largest positive number of each window; each gradient goes where it came from.</summary>
    static double[] Pooled(ConvolutionShape shape, double[] pixels, float[] pooledGradient, float[] gradient)
    {
        int height = shape.OutputHeight / 2, width = shape.OutputWidth / 2;
        double[] pooled = new double[pooledGradient.Length];
        for (int i = 0; i < pooled.Length; i++)
        {
            int filter = i % shape.Filters, x = i / shape.Filters % width, y = i / shape.Filters / width % height, picture = i / shape.PooledOutputs;
            var window = Enumerable.Range(0, 4).Select(corner => ((picture * shape.OutputHeight + 2 * y + corner / 2) * shape.OutputWidth + 2 * x + corner % 2) * shape.Filters + filter);
            int largest = window.MaxBy(pixel => pixels[pixel]);
            if (pixels[largest] <= 0) continue;
            pooled[i] = pixels[largest];
            gradient[largest] = pooledGradient[i];
        }
        return pooled;
    }
}
