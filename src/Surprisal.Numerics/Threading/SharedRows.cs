namespace Surprisal.Numerics;

/// <summary>Shares work on matrices row by row among the workers of a pool, without allocating. Use it from one thread at a time.</summary>
public sealed unsafe class SharedRows
{
    // Some ten microseconds of reading and writing, against one or two in which a worker that is awake answers.
    const int WorthSharing = 1 << 16;

    readonly WorkerPool _pool;
    readonly Action<int> _runPart;
    RowsWork? _work;
    Operand _result, _first, _second, _third;
    int _parts;

    /// <summary>Shares rows among the workers of <paramref name="pool"/>.</summary>
    public SharedRows(WorkerPool pool)
    {
        _pool = pool;
        _runPart = RunPart;
    }

    /// <summary>Does the work on all rows of <paramref name="result"/>.</summary>
    /// <param name="work">What to do with some rows. Static or kept in a field, it allocates nothing.</param>
    /// <param name="result">What is written.</param>
    /// <param name="first">What is read: as many rows as the result, or a single one for all.</param>
    /// <param name="second">Likewise.</param>
    /// <param name="third">Likewise.</param>
    public void Run(RowsWork work, MatrixSpan<float> result, ReadOnlyMatrixSpan<float> first, ReadOnlyMatrixSpan<float> second = default, ReadOnlyMatrixSpan<float> third = default)
    {
        fixed (float* to = result.Values, a = first.Values, b = second.Values, c = third.Values)
        {
            _work = work;
            _result = new(to, result.Rows, result.Columns);
            _first = Checked(new(a, first.Rows, first.Columns), result.Rows);
            _second = Checked(new(b, second.Rows, second.Columns), result.Rows);
            _third = Checked(new(c, third.Rows, third.Columns), result.Rows);
            _parts = result.Values.Length + first.Values.Length < WorthSharing ? 1 : _pool.Threads;
            _pool.Run(_parts, _runPart);
        }
    }

    static Operand Checked(Operand operand, int rows) =>
        operand.Rows == rows || operand.Rows <= 1 ? operand : throw new ArgumentException($"operands must have {rows} rows or a single one, got {operand.Rows}.");

    void RunPart(int part)
    {
        var rows = Strip.Share(_result.Rows, 1, part, _parts);
        if (rows.Count == 0) return;
        _work!(new RowsPart { Result = _result.Of(rows), First = _first.Of(rows), Second = _second.Of(rows), Third = _third.Of(rows) });
    }

    readonly struct Operand(float* start, int rows, int columns)
    {
        public int Rows => rows;

        public MatrixSpan<float> Of(Strip strip) => rows <= 1
            ? new(new Span<float>(start, rows * columns), rows, columns)
            : new(new Span<float>(start + (nint)strip.Start * columns, strip.Count * columns), strip.Count, columns);
    }
}
