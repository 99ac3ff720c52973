namespace Surprisal.Numerics.Tests;

public class PictureConvolutionTests
{
    public static TheoryData<int> Shapes => [.. Enumerable.Range(0, ConvolutionCase.Shapes.Length)];

    [Theory, MemberData(nameof(Shapes))]
    public void Output_and_gradients_are_those_of_the_definition(int index)
    {
        ConvolutionCase made = new(ConvolutionCase.Shapes[index], 19); // more pictures than blocks of the weights' gradient
        using var pool = new WorkerPool(1);
        using var convolution = new PictureConvolution(pool);
        foreach (var other in ConvolutionCase.Shapes) new ConvolutionCase(other, 1).Run(convolution); // whatever they leave in memory must not show
        made.Run(convolution);
        TextbookConvolution textbook = new(made.Shape, 19, made.Input, made.Weights, made.Bias, made.Gradient);
        Check(textbook.Output, made.Output, made.Shape.Depth + 1);
        Check(textbook.InputGradient, made.InputGradient, made.Shape.Depth / made.Shape.Channels * made.Shape.Filters);
        Check(textbook.WeightGradient, made.WeightGradient, 19 * made.Shape.Outputs / made.Shape.Filters);
        Check(textbook.BiasGradient, made.BiasGradient, 19 * made.Shape.Outputs / made.Shape.Filters);

        // Terms lie in ±1: the error of a sum of n of them grows like √n roundings of a sum that grows like √n.
        static void Check(double[] expected, float[] actual, int terms)
        {
            for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 3e-7 * (terms + 4));
        }
    }

    [Theory, MemberData(nameof(Shapes))]
    public void The_number_of_threads_does_not_show(int index)
    {
        ConvolutionCase one = Run(1), three = Run(3);
        Assert.Equal(one.Output, three.Output);
        Assert.Equal(one.InputGradient, three.InputGradient);
        Assert.Equal(one.WeightGradient, three.WeightGradient);
        Assert.Equal(one.BiasGradient, three.BiasGradient);

        ConvolutionCase Run(int threads)
        {
            using var pool = new WorkerPool(threads);
            using var convolution = new PictureConvolution(pool);
            ConvolutionCase made = new(ConvolutionCase.Shapes[index], 133);
            made.Run(convolution);
            return made;
        }
    }

    [Theory, MemberData(nameof(Shapes))]
    public void A_picture_has_the_same_bits_alone_and_among_others(int index)
    {
        using var pool = new WorkerPool(2);
        using var convolution = new PictureConvolution(pool);
        ConvolutionCase made = new(ConvolutionCase.Shapes[index], 40);
        made.Run(convolution);
        var shape = made.Shape;
        foreach (int picture in (int[])[0, 17, 39])
        {
            float[] output = new float[shape.Outputs];
            convolution.Forward(shape, new(made.Input.AsSpan(picture * shape.Inputs), 1, shape.Inputs), made.Weights, made.Bias, new(output, 1, shape.Outputs));
            Assert.Equal(made.Output[(picture * shape.Outputs)..((picture + 1) * shape.Outputs)], output);
        }
    }

    [Theory, MemberData(nameof(Shapes))]
    public void It_stays_inside_its_spans(int index)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "guard pages are made with Linux calls");
        var shape = ConvolutionCase.Shapes[index];
        using var pool = new WorkerPool(1);
        using var convolution = new PictureConvolution(pool);
        using GuardedMemory<float> input = new(2 * shape.Inputs), output = new(2 * shape.Outputs), weights = new(shape.Depth * shape.Filters), bias = new(shape.Filters);
        for (int side = 0; side < 2; side++)
        {
            var (x, y, w, b) = side == 0 ? (input.AtEnd, output.AtEnd, weights.AtEnd, bias.AtEnd) : (input.AtStart, output.AtStart, weights.AtStart, bias.AtStart);
            convolution.Forward(shape, new(x.Span, 2, shape.Inputs), w.Span, b.Span, new(y.Span, 2, shape.Outputs));
            convolution.InputGradient(shape, new(y.Span, 2, shape.Outputs), w.Span, new(x.Span, 2, shape.Inputs));
            convolution.WeightGradient(shape, new(x.Span, 2, shape.Inputs), new(y.Span, 2, shape.Outputs), w.Span, b.Span);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Only_the_first_round_allocates(int threads)
    {
        using var pool = new WorkerPool(threads);
        using var convolution = new PictureConvolution(pool);
        ConvolutionCase[] all = [.. ConvolutionCase.Shapes.Select(shape => new ConvolutionCase(shape, 16))];
        Round();
        Assert.Equal(0, Allocations.Least(Round));

        void Round()
        {
            foreach (var made in all)
            {
                made.Run(convolution);
                made.RunPooled(convolution);
            }
        }
    }

    [Theory]
    [InlineData(0, 5, 1, 1, 3, 1, 0, "a convolution needs at least one pixel, channel and filter, got 0 × 5 × 1 to 1.")]
    [InlineData(2, 5, 1, 1, 3, 1, 0, "the kernel of a convolution must be from 1 to the size of the padded picture, got 3 on 2 × 5 with a padding of 0.")]
    [InlineData(5, 5, 1, 1, 3, 0, 0, "the stride of a convolution must be at least 1, got 0.")]
    [InlineData(5, 5, 1, 1, 3, 1, 3, "the padding of a convolution must lie in 0..2, one less than its kernel, got 3.")]
    [InlineData(4096, 4096, 16, 16, 3, 1, 1, "a convolution from 4096 × 4096 × 16 to 16 filters of 3 × 3 is too large.")]
    public void Sizes_that_make_no_convolution_are_refused(int height, int width, int channels, int filters, int kernel, int stride, int padding, string message) =>
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => new ConvolutionShape(height, width, channels, filters, kernel, stride, padding).Checked()).Message);

    [Fact]
    public void Numbers_that_do_not_fit_the_shape_are_refused()
    {
        using var pool = new WorkerPool(1);
        using var convolution = new PictureConvolution(pool);
        ConvolutionShape shape = new(4, 4, 1, 2, 3);
        float[] numbers = new float[100];
        Assert.Equal(
            "16 numbers a picture go in and 8 come out, got 16 and 9.",
            Assert.Throws<ArgumentException>(() => convolution.Forward(shape, new(numbers, 2, 16), numbers.AsSpan(0, 18), numbers.AsSpan(0, 2), new(new float[18], 2, 9))).Message);
        Assert.Equal(
            "the convolution has 18 weights and 2 biases, got 17 and 2.",
            Assert.Throws<ArgumentException>(() => convolution.Forward(shape, new(numbers, 2, 16), numbers.AsSpan(0, 17), numbers.AsSpan(0, 2), new(new float[16], 2, 8))).Message);
    }
}
