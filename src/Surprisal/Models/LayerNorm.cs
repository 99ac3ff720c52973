using System.Numerics;
using System.Runtime.InteropServices;
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

    /// <summary>One row.</summary>
    public override int MemoryLength(int rows, bool isTraining) => Inputs;

    /// <inheritdoc/>
    public override void Forward(in LayerStep step, ReadOnlyMatrixSpan<float> input, MatrixSpan<float> output)
    {
        ReadOnlySpan<float> weight = step.Parameters[..Inputs], bias = step.Parameters[Inputs..];
        var normal = step.Memory;
        for (int row = 0; row < input.Rows; row++)
        {
            Normalise(input[row], normal);
            bias.CopyTo(output[row]);
            RowMath.AddProducts(output[row], normal, weight);
        }
    }

    /// <inheritdoc/>
    public override void Backward(
        in LayerStep step, ReadOnlyMatrixSpan<float> input, ReadOnlyMatrixSpan<float> output,
        MatrixSpan<float> outputGradient, Span<float> parameterGradient, MatrixSpan<float> inputGradient)
    {
        var weight = step.Parameters[..Inputs];
        var normal = step.Memory;
        parameterGradient.Clear();
        for (int row = 0; row < input.Rows; row++)
        {
            var gradient = outputGradient[row];
            double inverse = Normalise(input[row], normal);
            RowMath.AddProducts(parameterGradient[..Inputs], gradient, normal);
            RowMath.Add(parameterGradient[Inputs..], gradient);
            if (inputGradient.IsEmpty) continue;
            for (int i = 0; i < gradient.Length; i++) gradient[i] *= weight[i];
            double mean = RowSums.Of(gradient) / Inputs, product = RowSums.OfProducts(gradient, normal) / Inputs;
            Spread(gradient, normal, (float)inverse, (float)(-inverse * product), (float)(-inverse * mean), inputGradient[row]);
        }
    }

    /// <summary>(x − mean)/deviation, whose digits a row far from 0 keeps; returns 1/deviation.</summary>
    static double Normalise(ReadOnlySpan<float> row, Span<float> normal)
    {
        double mean = RowSums.Of(row) / row.Length, inverse = 1 / Math.Sqrt(RowSums.OfSquares(row, mean) / row.Length + Epsilon);
        var from = MemoryMarshal.Cast<float, Vector<float>>(row);
        var to = MemoryMarshal.Cast<float, Vector<float>>(normal);
        Vector<double> means = new(mean), inverses = new(inverse);
        for (int i = 0; i < from.Length; i++)
        {
            Vector.Widen(from[i], out var low, out var high);
            to[i] = Vector.Narrow((low - means) * inverses, (high - means) * inverses);
        }
        for (int i = from.Length * Vector<float>.Count; i < row.Length; i++) normal[i] = (float)((row[i] - mean) * inverse);
        return inverse;
    }

    /// <summary>∂ℓ/∂x = (slope − its mean − normal·the mean of slope·normal)/deviation, the slope being that of the normal number.</summary>
    static void Spread(ReadOnlySpan<float> slope, ReadOnlySpan<float> normal, float factor, float product, float offset, Span<float> result)
    {
        ReadOnlySpan<Vector<float>> s = MemoryMarshal.Cast<float, Vector<float>>(slope), n = MemoryMarshal.Cast<float, Vector<float>>(normal);
        var to = MemoryMarshal.Cast<float, Vector<float>>(result);
        Vector<float> factors = new(factor), products = new(product), offsets = new(offset);
        for (int i = 0; i < to.Length; i++) to[i] = s[i] * factors + n[i] * products + offsets;
        for (int i = to.Length * Vector<float>.Count; i < result.Length; i++) result[i] = slope[i] * factor + normal[i] * product + offset;
    }
}
