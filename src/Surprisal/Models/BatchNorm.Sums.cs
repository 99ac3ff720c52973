using System.Runtime.InteropServices;
using Surprisal.Numerics;

namespace Surprisal;

// What a batch is measured by: sums over its rows and places.
public sealed partial class BatchNorm
{
    /// <summary>Each channel's mean, and its sum of squares about that. With one place a row is its own mean.</summary>
    void SumAll(in LayerStep step, ReadOnlyMatrixSpan<float> input, Span<double> means, Span<double> squares)
    {
        var rows = _places == 1 ? default : OfRows(step, input.Rows);
        if (_places > 1) step.Engine.Rows.Run(_measure, rows, input);
        Sums(step).Clear();
        for (int row = 0; row < input.Rows; row++) RowSums.Add(means, _places == 1 ? input[row] : rows[row][.._channels]);
        foreach (ref double mean in means) mean /= input.Rows;
        for (int row = 0; row < input.Rows; row++)
        {
            RowSums.AddSquares(squares, _places == 1 ? input[row] : rows[row][.._channels], means, _places);
            if (_places > 1) RowSums.Add(squares, rows[row][_channels..]);
        }
    }

    /// <summary>Each channel's Σ gradient, then each channel's Σ gradient·(value − mean).</summary>
    void SumAll(in LayerStep step, ReadOnlyMatrixSpan<float> input, MatrixSpan<float> outputGradient, Span<double> sums)
    {
        sums.Clear();
        var means = Part(step.Memory, Mean);
        if (_places == 1)
        {
            for (int row = 0; row < input.Rows; row++)
            {
                RowSums.Add(sums[.._channels], outputGradient[row]);
                RowSums.AddProducts(sums[_channels..], outputGradient[row], input[row], means);
            }
            return;
        }
        var rows = OfRows(step, input.Rows);
        step.Engine.Rows.Run(_sumGradients, rows, input, outputGradient, Shared(step));
        for (int row = 0; row < input.Rows; row++) RowSums.Add(sums, rows[row]);
    }

    /// <summary>Each row's own mean of each channel, and its sum of squares about that: a channel far from 0 loses no digits.</summary>
    void MeasureRows(in RowsPart part)
    {
        for (int row = 0; row < part.Result.Rows; row++)
        {
            var values = new ReadOnlyMatrixSpan<float>(part.First[row], _places, _channels);
            Span<float> means = part.Result[row][.._channels], squares = part.Result[row][_channels..];
            part.Result[row].Clear();
            for (int place = 0; place < _places; place++) RowMath.Add(means, values[place]);
            foreach (ref float mean in means) mean /= _places;
            for (int place = 0; place < _places; place++) RowMath.AddSquares(squares, values[place], means);
        }
    }

    /// <summary>Each row's Σ gradient and Σ gradient·(value − mean) of each channel.</summary>
    void SumGradients(in RowsPart part)
    {
        var means = Part(part.Third.Values, Mean);
        for (int row = 0; row < part.Result.Rows; row++)
        {
            var values = new ReadOnlyMatrixSpan<float>(part.First[row], _places, _channels);
            var gradient = new ReadOnlyMatrixSpan<float>(part.Second[row], _places, _channels);
            part.Result[row].Clear();
            for (int place = 0; place < _places; place++)
            {
                RowMath.Add(part.Result[row][.._channels], gradient[place]);
                RowMath.AddProducts(part.Result[row][_channels..], gradient[place], values[place], means);
            }
        }
    }

    Span<double> Sums(in LayerStep step) => MemoryMarshal.Cast<float, double>(step.Memory[..(4 * _channels)]);

    MatrixSpan<float> OfRows(in LayerStep step, int rows) => new(step.Memory[(Arrays * _channels)..], rows, 2 * _channels);
}
