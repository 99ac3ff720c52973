using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Surprisal.Numerics;

/// <summary>
/// All gradients of a 3 × 3 convolution whose output went through <see cref="WindowMaximum"/>: a gradient comes back to at most a quarter of the places, and
/// only those are computed with.
/// </summary>
sealed unsafe class SparseGradient(WorkerPool pool) : PictureSums(pool)
{
    readonly ReusedBuffer<float> _turned = new();
    ConvolutionShape _shape;
    PictureFrame _frame;
    int _windows;
    uint _lastPlace;
    int* _places;
    float* _input, _outputGradient, _inputGradient, _weights;

    /// <summary>Whether it computes such a convolution: what a filter sees of a row of pixels must be whole registers.</summary>
    public static bool Takes(in ConvolutionShape shape) => shape.Kernel == SparseKernel.Side && StridedSums.Wide(shape.Channels) == shape.Channels;

    /// <summary>Writes all three gradients; that of the input unless it is null.</summary>
    public void Run(
        in ConvolutionShape shape, int pictures, float* input, int* places, float* outputGradient, float* weights,
        float* weightGradient, float* biasGradient, float* inputGradient)
    {
        _shape = shape;
        _frame = new(shape.Height, shape.Width * shape.Channels, shape.Padding, shape.Padding * shape.Channels, shape.PaddedHeight, shape.PaddedRow);
        _windows = shape.Windows;
        _lastPlace = (uint)shape.Offset(shape.OutputHeight - 1, shape.OutputWidth - 1);
        _input = input;
        _places = places;
        _outputGradient = outputGradient;
        _inputGradient = inputGradient;
        _weights = _turned.AtLeast(shape.Depth * shape.Filters);
        // A filter's weights side by side.
        Transposition.Copy(weights, shape.Filters, _weights, shape.Depth, shape.Depth, shape.Filters);
        int length = checked((shape.Depth + 1) * shape.Filters);
        float* sums = Sum(pictures, (long)shape.PooledOutputs * shape.Depth, length, checked(2 * _frame.Length + 2 * _windows));
        Transposition.Copy(sums, shape.Depth, weightGradient, shape.Filters, shape.Filters, shape.Depth);
        CopyRows(sums + shape.Depth * shape.Filters, shape.Filters, biasGradient, shape.Filters, 1, shape.Filters);
    }

    public override void Dispose()
    {
        base.Dispose();
        _turned.Dispose();
    }

    protected override void AddPicture(int picture, float* sums, float* scratch)
    {
        int lanes = StridedSums.Lanes(_shape.Channels);
        if (Vector512.IsHardwareAccelerated && lanes == Vector512<float>.Count) AddPicture<Registers512<float>, Vector512<float>>(picture, sums, scratch);
        else if (Vector256.IsHardwareAccelerated && lanes == Vector256<float>.Count) AddPicture<Registers256<float>, Vector256<float>>(picture, sums, scratch);
        else AddPicture<Registers128<float>, Vector128<float>>(picture, sums, scratch);
    }

    void AddPicture<TOps, V>(int picture, float* sums, float* scratch)
        where TOps : struct, IRegisters<float, V>
        where V : struct
    {
        float* pixels = _frame.Framed(_input + (nint)picture * _shape.Inputs, scratch), slopes = null;
        if (_inputGradient is not null)
        {
            bool isFramed = _frame.Length > 0;
            slopes = isFramed ? scratch + _frame.Length : _inputGradient + (nint)picture * _shape.Inputs;
            new Span<float>(slopes, isFramed ? _frame.Length : _shape.Inputs).Clear();
        }
        AddFilters<TOps, V>(picture, pixels, slopes, sums, scratch);
        if (slopes is not null) _frame.Unframe(slopes, _inputGradient + (nint)picture * _shape.Inputs);
    }

    void AddFilters<TOps, V>(int picture, float* pixels, float* slopes, float* sums, float* scratch)
        where TOps : struct, IRegisters<float, V>
        where V : struct
    {
        float* values = scratch + 2 * _frame.Length;
        int* places = (int*)(values + _windows);
        nint start = (nint)picture * _shape.PooledOutputs;
        int row = _shape.Kernel * _shape.Channels;
        for (int filter = 0; filter < _shape.Filters; filter++)
        {
            int count = List(_places + start + filter, _outputGradient + start + filter, places, values, sums + _shape.Depth * _shape.Filters + filter);
            float* filterSums = sums + (nint)filter * _shape.Depth, weights = _weights + (nint)filter * _shape.Depth;
            for (int column = 0; column < row; column += SparseKernel.Side * TOps.Count)
            {
                SparseKernel.Gather<TOps, V>(places, values, count, pixels + column, _shape.PaddedRow, filterSums + column, row);
                if (slopes is not null) SparseKernel.Scatter<TOps, V>(places, values, count, weights + column, row, slopes + column, _shape.PaddedRow);
            }
        }
    }

    /// <summary>Lists a filter's places that got a gradient, adds their gradients to the bias's, and returns how many they are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    int List(int* places, float* gradients, int* toPlaces, float* toValues, float* bias)
    {
        int count = 0, filters = _shape.Filters;
        for (int window = 0; window < _windows; window++, places += filters, gradients += filters)
        {
            // Written in any case and kept if it counts: half of the branches would be guessed wrong. Nowhere is out of range, and whatever else is
            // must not be read from.
            toPlaces[count] = *places;
            toValues[count] = *gradients;
            count += (uint)*places <= _lastPlace ? 1 : 0;
        }
        float sum0 = 0, sum1 = 0, sum2 = 0, sum3 = 0;
        int i = 0;
        for (; i <= count - 4; i += 4)
        {
            sum0 += toValues[i];
            sum1 += toValues[i + 1];
            sum2 += toValues[i + 2];
            sum3 += toValues[i + 3];
        }
        for (; i < count; i++) sum0 += toValues[i];
        *bias += sum0 + sum1 + (sum2 + sum3);
        return count;
    }
}
