namespace Surprisal.Numerics;

/// <summary>A convolution. With channels last, what a filter sees of one row of pixels lies in one piece: rows of the sums are pixels, their columns filters.</summary>
sealed unsafe class ConvolutionForward(WorkerPool pool) : ConvolutionPass(pool)
{
    readonly ReusedBuffer<nint> _tables = new();
    readonly ReusedBuffer<float> _wideWeights = new();
    ConvolutionShape _shape;
    PictureFrame _frame;
    StridedSums _sums;
    float* _input, _weights, _bias, _output;
    int* _places;
    bool _isPooled;

    /// <summary>Every pixel of the output.</summary>
    public void Run(in ConvolutionShape shape, int pictures, float* input, float* weights, float* bias, float* output)
    {
        _isPooled = false;
        Start(shape, pictures, input, weights, bias, output);
    }

    /// <summary>What <see cref="WindowMaximum"/> leaves of the output, which itself never leaves the cache.</summary>
    public void RunPooled(in ConvolutionShape shape, int pictures, float* input, float* weights, float* bias, float* output, int* places)
    {
        _isPooled = true;
        _places = places;
        Start(shape, pictures, input, weights, bias, output);
    }

    public override void Dispose()
    {
        base.Dispose();
        _tables.Dispose();
        _wideWeights.Dispose();
    }

    protected override void Run(Strip units, float* scratch)
    {
        float* wide = scratch + _frame.Length;
        for (int picture = units.Start; picture < units.Start + units.Count; picture++)
        {
            float* framed = _frame.Framed(_input + (nint)picture * _shape.Inputs, scratch);
            if (_isPooled)
            {
                nint start = (nint)picture * _shape.PooledOutputs;
                _sums.Run(framed, _weights, _bias, wide);
                WindowMaximum.Pool(_shape, wide, _sums.Columns, _output + start, _places is null ? null : _places + start);
                continue;
            }
            float* to = _output + (nint)picture * _shape.Outputs;
            if (_sums.Columns == _shape.Filters) _sums.Run(framed, _weights, _bias, to);
            else
            {
                _sums.Run(framed, _weights, _bias, wide);
                CopyRows(wide, _sums.Columns, to, _shape.Filters, _shape.Pixels, _shape.Filters);
            }
        }
    }

    void Start(in ConvolutionShape shape, int pictures, float* input, float* weights, float* bias, float* output)
    {
        _shape = shape;
        _frame = new(shape.Height, shape.Width * shape.Channels, shape.Padding, shape.Padding * shape.Channels, shape.PaddedHeight, shape.PaddedRow);
        _input = input;
        _weights = weights;
        _bias = bias;
        _output = output;
        int wide = StridedSums.Wide(shape.Filters);
        if (wide != shape.Filters) Widen(wide);
        FillTables(wide);
        Share(pictures, (long)shape.Outputs * shape.Depth, _frame.Length + WideLength(wide));
    }

    int WideLength(int wide) => wide == _shape.Filters && !_isPooled ? 0 : checked(_shape.Pixels * wide);

    /// <summary>Weights and biases with columns of zeros up to a whole register.</summary>
    void Widen(int wide)
    {
        int length = checked((_shape.Depth + 1) * wide);
        float* weights = _wideWeights.AtLeast(length), bias = weights + _shape.Depth * wide;
        new Span<float>(weights, length).Clear();
        CopyRows(_weights, _shape.Filters, weights, wide, _shape.Depth, _shape.Filters);
        CopyRows(_bias, _shape.Filters, bias, wide, 1, _shape.Filters);
        _weights = weights;
        _bias = bias;
    }

    void FillTables(int wide)
    {
        int length = StridedSums.TableLength(_shape.Pixels), inner = _shape.Kernel * _shape.Channels;
        nint* tables = _tables.AtLeast(2 * length);
        _sums = new()
        {
            A = tables,
            C = tables + length,
            Rows = _shape.Pixels,
            Columns = wide,
            Outer = _shape.Kernel,
            Inner = inner,
            AOuter = _shape.PaddedRow,
            AStep = 1,
            BOuter = (nint)inner * wide,
            BStep = wide,
        };
        for (int y = 0, pixel = 0; y < _shape.OutputHeight; y++)
        {
            for (int x = 0; x < _shape.OutputWidth; x++, pixel++)
            {
                _sums.A[pixel] = _shape.Offset(y, x);
                _sums.C[pixel] = (nint)pixel * wide;
            }
        }
        _sums.CloseTables();
    }
}
