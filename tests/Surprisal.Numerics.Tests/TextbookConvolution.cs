namespace Surprisal.Numerics.Tests;

/// <summary>A convolution from its definition, in doubles: every weight meets every pixel that it sees.</summary>
sealed class TextbookConvolution
{
    public TextbookConvolution(ConvolutionShape shape, int pictures, float[] input, float[] weights, float[] bias, float[] gradient)
    {
        Output = new double[gradient.Length];
        InputGradient = new double[input.Length];
        WeightGradient = new double[weights.Length];
        BiasGradient = new double[bias.Length];
        for (int i = 0; i < gradient.Length; i++)
        {
            int filter = i % shape.Filters, x = i / shape.Filters % shape.OutputWidth, y = i / shape.Filters / shape.OutputWidth % shape.OutputHeight, picture = i / shape.Outputs;
            Output[i] += bias[filter];
            BiasGradient[filter] += gradient[i];
            for (int weight = filter; weight < weights.Length; weight += shape.Filters)
            {
                int channel = weight / shape.Filters % shape.Channels, tap = weight / shape.Filters / shape.Channels;
                int row = y * shape.Stride + tap / shape.Kernel - shape.Padding, column = x * shape.Stride + tap % shape.Kernel - shape.Padding;
                if (row < 0 || row >= shape.Height || column < 0 || column >= shape.Width) continue;
                int pixel = ((picture * shape.Height + row) * shape.Width + column) * shape.Channels + channel;
                Output[i] += (double)input[pixel] * weights[weight];
                InputGradient[pixel] += (double)gradient[i] * weights[weight];
                WeightGradient[weight] += (double)gradient[i] * input[pixel];
            }
        }
        Assert.Equal(pictures * shape.Outputs, gradient.Length);
    }

    public double[] Output { get; }

    public double[] InputGradient { get; }

    public double[] WeightGradient { get; }

    public double[] BiasGradient { get; }
}
