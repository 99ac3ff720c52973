using System.Numerics;

namespace Surprisal.Numerics;

/// <summary>
/// Sums over pictures, as gradients of weights are. Pictures are summed in blocks whose number depends on nothing but theirs, and the blocks are added in
/// order: the same bits on any number of threads.
/// </summary>
abstract unsafe class PictureSums(WorkerPool pool) : ConvolutionPass(pool)
{
    const int MostBlocks = 16;

    readonly ReusedBuffer<float> _sumsOfBlocks = new();
    int _pictures, _blocks, _length;
    float* _sums;

    public override void Dispose()
    {
        base.Dispose();
        _sumsOfBlocks.Dispose();
    }

    /// <summary>Sums so many numbers over the pictures; each picture is so many multiply-adds.</summary>
    /// <returns>The sums, until the next call.</returns>
    protected float* Sum(int pictures, long work, int length, int scratchLength)
    {
        (_pictures, _length, _blocks) = (pictures, length, Math.Min(pictures, MostBlocks));
        _sums = _sumsOfBlocks.AtLeast(checked(MostBlocks * length));
        Share(_blocks, work * pictures / _blocks, scratchLength);
        for (int block = 1; block < _blocks; block++) AddRows(_sums, _sums + (nint)block * length, 1, length);
        return _sums;
    }

    /// <summary>Adds what a picture gives to the sums.</summary>
    protected abstract void AddPicture(int picture, float* sums, float* scratch);

    protected override void Run(Strip units, float* scratch)
    {
        for (int block = units.Start; block < units.Start + units.Count; block++)
        {
            float* sums = _sums + (nint)block * _length;
            new Span<float>(sums, _length).Clear();
            var pictures = Strip.Share(_pictures, 1, block, _blocks);
            for (int picture = pictures.Start; picture < pictures.Start + pictures.Count; picture++) AddPicture(picture, sums, scratch);
        }
    }

    /// <summary>Adds rows to a row of sums, in four chains that do not wait for each other.</summary>
    protected static void AddRows(float* sums, float* values, int rows, int columns)
    {
        int column = 0;
        for (; column <= columns - Vector<float>.Count; column += Vector<float>.Count)
        {
            Vector<float> s0 = Vector.Load(sums + column), s1 = default, s2 = default, s3 = default;
            float* from = values + column;
            int row = 0;
            for (; row <= rows - 4; row += 4, from += 4 * columns)
            {
                s0 += Vector.Load(from);
                s1 += Vector.Load(from + columns);
                s2 += Vector.Load(from + 2 * columns);
                s3 += Vector.Load(from + 3 * columns);
            }
            for (; row < rows; row++, from += columns) s0 += Vector.Load(from);
            (s0 + s1 + (s2 + s3)).Store(sums + column);
        }
        for (; column < columns; column++)
            for (int row = 0; row < rows; row++) sums[column] += values[row * columns + column];
    }
}
