namespace Surprisal.Numerics;

/// <summary>
/// ∂ℓ/∂input of a convolution: itself a convolution of the output's gradient, with the filters turned round. With a stride s it is s × s of them, a
/// phase each: pixels that agree in their place modulo s see the same weights, and no pixel is multiplied by the zeros that a stride leaves between.
/// </summary>
sealed unsafe class ConvolutionInputGradient(WorkerPool pool) : ConvolutionPass(pool)
{
    readonly ReusedBuffer<nint> _tables = new();
    readonly ReusedBuffer<float> _turned = new();
    ConvolutionShape _shape;
    PictureFrame _frame;
    StridedSums[] _phases = [];
    int _wide;
    float* _outputGradient, _inputGradient, _weights, _start;
    int* _places;

    /// <summary>Takes the gradients of a pooled output by the places that they belong to; of one that was not pooled, with null, as they lie.</summary>
    public void Run(in ConvolutionShape shape, int pictures, int* places, float* outputGradient, float* weights, float* inputGradient)
    {
        _shape = shape;
        _places = places;
        _outputGradient = outputGradient;
        _inputGradient = inputGradient;
        _wide = StridedSums.Wide(shape.Channels);
        _frame = Frame();
        Prepare(weights);
        int wideLength = _wide == shape.Channels ? 0 : checked(shape.Height * shape.Width * _wide);
        int spreadLength = places is null ? 0 : shape.Outputs;
        Share(pictures, (long)shape.Outputs * shape.Depth, checked(_frame.Length + wideLength + spreadLength));
    }

    public override void Dispose()
    {
        base.Dispose();
        _tables.Dispose();
        _turned.Dispose();
    }

    protected override void Run(Strip units, float* scratch)
    {
        int pixels = _shape.Height * _shape.Width;
        for (int picture = units.Start; picture < units.Start + units.Count; picture++)
        {
            float* to = _inputGradient + (nint)picture * _shape.Inputs, weights = _weights, result = to, free = scratch + _frame.Length;
            if (_wide != _shape.Channels)
            {
                result = free;
                free += pixels * _wide;
            }
            float* framed = _frame.Framed(Gradient(picture, free), scratch);
            for (int phase = 0; phase < _shape.Stride * _shape.Stride; phase++)
            {
                ref readonly var sums = ref _phases[phase];
                sums.Run(framed, weights, _start, result);
                weights += sums.Outer * sums.BOuter;
            }
            if (result != to) CopyRows(result, _wide, to, _shape.Channels, pixels, _shape.Channels);
        }
    }

    float* Gradient(int picture, float* spread)
    {
        if (_places is null) return _outputGradient + (nint)picture * _shape.Outputs;
        nint start = (nint)picture * _shape.PooledOutputs;
        WindowMaximum.Spread(_shape, _outputGradient + start, _places + start, spread, _shape.Filters);
        return spread;
    }

    /// <summary>The gradient within zeros wide enough for every place at which a turned filter sees a pixel of the input.</summary>
    PictureFrame Frame()
    {
        int before = Taps(0) - 1, filters = _shape.Filters;
        int rows = before + Math.Max(_shape.OutputHeight, (_shape.Height - 1 + _shape.Padding) / _shape.Stride + 1);
        int columns = before + Math.Max(_shape.OutputWidth, (_shape.Width - 1 + _shape.Padding) / _shape.Stride + 1);
        return new(_shape.OutputHeight, _shape.OutputWidth * filters, before, before * filters, rows, columns * filters);
    }

    void Prepare(float* weights)
    {
        int stride = _shape.Stride, turned = checked(_shape.Kernel * _shape.Kernel * _shape.Filters * _wide), tableLength = StridedSums.TableLength(_shape.Height * _shape.Width);
        if (_phases.Length < stride * stride) _phases = new StridedSums[stride * stride];
        _weights = _turned.AtLeast(checked(turned + _wide));
        _start = _weights + turned;
        new Span<float>(_weights, turned + _wide).Clear();
        // Every phase closes its tables with copies of its last row.
        nint* tables = _tables.AtLeast(2 * checked(tableLength + stride * stride * StridedSums.MaxRows));
        float* to = _weights;
        for (int y = 0; y < stride; y++)
        {
            for (int x = 0; x < stride; x++)
            {
                var sums = Phase(y, x, tables);
                Turn(weights, y, x, to);
                to += sums.Outer * sums.BOuter;
                tables += 2 * StridedSums.TableLength(sums.Rows);
                _phases[y * stride + x] = sums;
            }
        }
    }

    /// <summary>The input's pixels whose padded places leave these remainders by the stride.</summary>
    StridedSums Phase(int remainderY, int remainderX, nint* tables)
    {
        int stride = _shape.Stride, padding = _shape.Padding, firstY = First(remainderY), firstX = First(remainderX), inner = Taps(remainderX) * _shape.Filters;
        int rows = Count(_shape.Height, firstY) * Count(_shape.Width, firstX), length = StridedSums.TableLength(rows);
        StridedSums sums = new()
        {
            A = tables,
            C = tables + length,
            Rows = rows,
            Columns = _wide,
            Outer = Taps(remainderY),
            Inner = inner,
            AOuter = _frame.FramedRow,
            AStep = 1,
            BOuter = (nint)inner * _wide,
            BStep = _wide,
        };
        int i = 0;
        for (int y = firstY; y < _shape.Height; y += stride)
        {
            for (int x = firstX; x < _shape.Width; x += stride, i++)
            {
                sums.A[i] = (nint)((y + padding) / stride + Taps(0) - Taps(remainderY)) * _frame.FramedRow + ((x + padding) / stride + Taps(0) - Taps(remainderX)) * _shape.Filters;
                sums.C[i] = (nint)(y * _shape.Width + x) * _wide;
            }
        }
        if (rows > 0) sums.CloseTables();
        return sums;
    }

    /// <summary>The weights of a phase, last first, each as filters × channels.</summary>
    void Turn(float* weights, int remainderY, int remainderX, float* to)
    {
        int channels = _shape.Channels, filters = _shape.Filters;
        for (int y = Taps(remainderY) - 1; y >= 0; y--)
        {
            for (int x = Taps(remainderX) - 1; x >= 0; x--, to += filters * _wide)
            {
                int tap = (remainderY + y * _shape.Stride) * _shape.Kernel + remainderX + x * _shape.Stride;
                Transposition.Copy(weights + (nint)tap * channels * filters, filters, to, _wide, channels, filters);
            }
        }
    }

    /// <summary>How many weights in a direction meet the pixels of a remainder.</summary>
    int Taps(int remainder) => (_shape.Kernel - remainder + _shape.Stride - 1) / _shape.Stride;

    int First(int remainder) => (remainder + _shape.Stride - _shape.Padding % _shape.Stride) % _shape.Stride;

    int Count(int size, int first) => first >= size ? 0 : (size - 1 - first) / _shape.Stride + 1;
}
