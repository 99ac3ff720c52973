using Surprisal.Numerics;

namespace Surprisal;

/// <summary>
/// Shifts and scales each row to mean 0 and variance 1, then each column by a scale and shift that it learns: numbers as PyTorch's LayerNorm.
/// Ba, Kiros and Hinton, arXiv 1607.06450.
/// </summary>
/// <param name="size">Numbers of a row.</param>
public sealed class LayerNorm(int size) : Layer(size, size)
{
    const double Epsilon = 1e-5;

    /// <inheritdoc/>
    public override string Kind => "layer-norm";

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, int[] Shape)> Parameters => [("weight", [Inputs]), ("bias", [Inputs])];

    /// <summary>Scale 1, shift 0.</summary>
    public override void Initialize(Span<float> parameters, Span<float> statistics, Random random)
    {
        parameters[..Inputs].Fill(1);
        parameters[Inputs..].Clear();
    }

    /// <inheritdoc/>
    public override void Forward(in LayerStep step, ReadOnlyMatrixSpan<float> input, MatrixSpan<float> output)
    {
        for (int row = 0; row < input.Rows; row++)
        {
            ReadOnlySpan<float> x = input[row];
            var y = output[row];
            var (mean, inverse) = Measure(x);
            for (int i = 0; i < x.Length; i++) y[i] = (float)((x[i] - mean) * inverse) * step.Parameters[i] + step.Parameters[Inputs + i];
        }
    }

    /// <inheritdoc/>
    public override void Backward(
        in LayerStep step, ReadOnlyMatrixSpan<float> input, ReadOnlyMatrixSpan<float> output,
        MatrixSpan<float> outputGradient, Span<float> parameterGradient, MatrixSpan<float> inputGradient)
    {
        Span<float> weightGradient = parameterGradient[..Inputs], biasGradient = parameterGradient[Inputs..];
        parameterGradient.Clear();
        for (int row = 0; row < input.Rows; row++)
        {
            ReadOnlySpan<float> x = input[row], g = outputGradient[row];
            var (mean, inverse) = Measure(x);
            double sum = 0, product = 0;
            for (int i = 0; i < x.Length; i++)
            {
                double normal = (x[i] - mean) * inverse, slope = (double)g[i] * step.Parameters[i];
                weightGradient[i] += (float)(g[i] * normal);
                biasGradient[i] += g[i];
                sum += slope;
                product += slope * normal;
            }
            if (inputGradient.IsEmpty) continue;
            var to = inputGradient[row];
            for (int i = 0; i < x.Length; i++)
                to[i] = (float)(inverse * ((double)g[i] * step.Parameters[i] - (sum + (x[i] - mean) * inverse * product) / x.Length));
        }
    }

    static (double Mean, double InverseDeviation) Measure(ReadOnlySpan<float> row)
    {
        double sum = 0, squares = 0;
        foreach (float value in row) sum += value;
        double mean = sum / row.Length;
        foreach (float value in row) squares += (value - mean) * (value - mean);
        return (mean, 1 / Math.Sqrt(squares / row.Length + Epsilon));
    }
}
