using System.Numerics;

namespace Surprisal.Numerics;

/// <summary>
/// ∂ℓ/∂weights and ∂ℓ/∂bias of a convolution, summed over the pictures: rows of the sums are weights, their columns filters, and the pixels run by.
/// Pictures are summed in blocks whose number depends on nothing but theirs, and the blocks are added in order: the same bits on any number of threads.
/// </summary>
sealed unsafe class ConvolutionWeightGradient(WorkerPool pool) : ConvolutionPass(pool)
{
    const int MostBlocks = 16;

    // Rows of pixels, and of their gradients, that stay in the first-level cache while all weights pass by: 49 became 91 GFLOP/s for 28 × 28 × 16, one thread.
    const int BandBytes = 24 << 10;

    readonly ReusedBuffer<nint> _tables = new();
    readonly ReusedBuffer<float> _sumsOfBlocks = new();
    ConvolutionShape _shape;
    PictureFrame _frame;
    StridedSums _sums;
    int _pictures, _blocks, _blockLength;
    float* _input, _outputGradient, _blockSums;

    public void Run(in ConvolutionShape shape, int pictures, float* input, float* outputGradient, float* weightGradient, float* biasGradient)
    {
        _shape = shape;
        _frame = new(shape.Height, shape.Width * shape.Channels, shape.Padding, shape.Padding * shape.Channels, shape.PaddedHeight, shape.PaddedRow);
        _pictures = pictures;
        _input = input;
        _outputGradient = outputGradient;
        int wide = StridedSums.Wide(shape.Filters);
        FillTables(wide);
        _blocks = Math.Min(pictures, MostBlocks);
        _blockLength = checked((shape.Depth + 1) * wide);
        _blockSums = _sumsOfBlocks.AtLeast(checked(MostBlocks * _blockLength));
        int gradientLength = wide == shape.Filters ? 0 : checked(shape.Pixels * wide);
        Share(_blocks, (long)shape.Outputs * shape.Depth * pictures / _blocks, _frame.Length + gradientLength);
        for (int block = 1; block < _blocks; block++) Add(_blockSums, _blockSums + (nint)block * _blockLength, _blockLength);
        CopyRows(_blockSums, wide, weightGradient, shape.Filters, shape.Depth, shape.Filters);
        CopyRows(_blockSums + shape.Depth * wide, wide, biasGradient, shape.Filters, 1, shape.Filters);
    }

    public override void Dispose()
    {
        base.Dispose();
        _tables.Dispose();
        _sumsOfBlocks.Dispose();
    }

    protected override void Run(Strip units, float* scratch)
    {
        for (int block = units.Start; block < units.Start + units.Count; block++)
        {
            float* result = _blockSums + (nint)block * _blockLength;
            new Span<float>(result, _blockLength).Clear();
            var pictures = Strip.Share(_pictures, 1, block, _blocks);
            for (int picture = pictures.Start; picture < pictures.Start + pictures.Count; picture++) AddPicture(picture, result, scratch);
        }
    }

    void AddPicture(int picture, float* result, float* scratch)
    {
        float* gradient = _outputGradient + (nint)picture * _shape.Outputs, framed = _frame.Framed(_input + (nint)picture * _shape.Inputs, scratch);
        if (_sums.Columns != _shape.Filters)
        {
            CopyRows(gradient, _shape.Filters, scratch + _frame.Length, _sums.Columns, _shape.Pixels, _shape.Filters);
            gradient = scratch + _frame.Length;
        }
        var band = _sums;
        int bandRows = Math.Max(1, (int)(BandBytes / sizeof(float) / (_sums.AOuter + _sums.BOuter)));
        for (int row = 0; row < _shape.OutputHeight; row += bandRows)
        {
            band.Outer = Math.Min(bandRows, _shape.OutputHeight - row);
            band.Run(framed + row * _sums.AOuter, gradient + row * _sums.BOuter, null, result);
        }
        float* bias = result + _shape.Depth * _sums.Columns;
        for (int pixel = 0; pixel < _shape.Pixels; pixel++) Add(bias, gradient + (nint)pixel * _sums.Columns, _sums.Columns);
    }

    void FillTables(int wide)
    {
        int length = StridedSums.TableLength(_shape.Depth), kernelRow = _shape.Kernel * _shape.Channels;
        nint* tables = _tables.AtLeast(2 * length);
        _sums = new()
        {
            A = tables,
            C = tables + length,
            Rows = _shape.Depth,
            Columns = wide,
            Outer = _shape.OutputHeight,
            Inner = _shape.OutputWidth,
            AOuter = (nint)_shape.Stride * _shape.PaddedRow,
            AStep = _shape.Stride * _shape.Channels,
            BOuter = (nint)_shape.OutputWidth * wide,
            BStep = wide,
        };
        for (int i = 0; i < _shape.Depth; i++)
        {
            _sums.A[i] = (nint)(i / kernelRow) * _shape.PaddedRow + i % kernelRow;
            _sums.C[i] = (nint)i * wide;
        }
        _sums.CloseTables();
    }

    static void Add(float* sums, float* values, int count)
    {
        int i = 0;
        for (; i <= count - Vector<float>.Count; i += Vector<float>.Count) (Vector.Load(sums + i) + Vector.Load(values + i)).Store(sums + i);
        for (; i < count; i++) sums[i] += values[i];
    }
}
