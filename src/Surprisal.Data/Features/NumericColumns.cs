using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Surprisal.Numerics;

namespace Surprisal.Data;

/// <summary>
/// Eight numeric columns side by side, written row by row: eight streams come from memory at once, a register is divided at a time and goes to one place.
/// Column by column took more than twice as long.
/// </summary>
sealed class NumericColumns : FeatureCells
{
    const int Count = 8;

    readonly NumericFeature.Cells[] _columns;
    readonly double[][] _numbers;
    readonly Vector256<double> _means, _moreMeans, _deviations, _moreDeviations;

    NumericColumns(NumericFeature.Cells[] columns)
    {
        _columns = columns;
        _numbers = Array.ConvertAll(columns, column => column.PerRow!);
        double[] means = Array.ConvertAll(columns, column => column.Mean), deviations = Array.ConvertAll(columns, column => column.Deviation);
        (_means, _moreMeans) = (Vector256.Create(means), Vector256.Create(means, Count / 2));
        (_deviations, _moreDeviations) = (Vector256.Create(deviations), Vector256.Create(deviations, Count / 2));
    }

    public override int Width => Count;

    /// <summary>The same columns, those taken together that can be.</summary>
    public static FeatureCells[] Together(FeatureCells[] columns)
    {
        List<FeatureCells> together = [];
        List<NumericFeature.Cells> waiting = [];
        foreach (var column in columns)
        {
            if (column is NumericFeature.Cells { Width: 1, PerRow: not null } numeric) waiting.Add(numeric);
            else
            {
                together.AddRange(waiting);
                waiting.Clear();
                together.Add(column);
            }
            if (waiting.Count < Count) continue;
            together.Add(new NumericColumns([.. waiting]));
            waiting.Clear();
        }
        return [.. together, .. waiting];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Encode(ReadOnlySpan<int> rows, MatrixSpan<float> destination, int first)
    {
        double[] a = _numbers[0], b = _numbers[1], c = _numbers[2], d = _numbers[3], e = _numbers[4], f = _numbers[5], g = _numbers[6], h = _numbers[7];
        Vector256<double> means = _means, moreMeans = _moreMeans, deviations = _deviations, moreDeviations = _moreDeviations;
        var infinity = Vector256.Create(float.PositiveInfinity);
        for (int i = 0; i < rows.Length; i++)
        {
            int row = rows[i];
            var numbers = Vector256.Create(a[row], b[row], c[row], d[row]);
            var more = Vector256.Create(e[row], f[row], g[row], h[row]);
            var standards = Vector256.Narrow((numbers - means) / deviations, (more - moreMeans) / moreDeviations);
            if (Vector256.LessThanAll(Vector256.Abs(standards), infinity)) standards.CopyTo(destination.Values[(i * destination.Columns + first)..]);
            else EncodeEach(rows.Slice(i, 1), destination.SliceRows(i, 1), first);
        }
    }

    // A cell is missing, or too far from the training rows: its own column knows what to do.
    void EncodeEach(ReadOnlySpan<int> row, MatrixSpan<float> destination, int first)
    {
        for (int i = 0; i < _columns.Length; i++) _columns[i].Encode(row, destination, first + i);
    }
}
