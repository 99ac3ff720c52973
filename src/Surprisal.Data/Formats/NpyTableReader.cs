using System.Globalization;

namespace Surprisal.Data;

/// <summary>Reads an NPY array of features, and one of targets if given, as a table of <c>column1</c>, <c>column2</c>, … and <c>target</c> or
/// <c>target1</c>, …. Bytes of three or four dimensions are pictures.</summary>
sealed class NpyTableReader : DataSource
{
    readonly NpyArray _features;
    readonly NpyArray? _targets;
    int _row;

    NpyTableReader(NpyArray features, NpyArray? targets)
        : base(features.Name, targets is null ? [] : Names("target", Width(targets), numberOne: false))
    {
        _features = features;
        _targets = targets;
    }

    public static NpyTableReader Open(InputStream input, IReadOnlyList<string> targets)
    {
        NpyArray features;
        using (input) features = NpyArray.Read(input);
        if (features.Shape.Count == 0 || features.Count == 0)
            throw new DataException($"{features.Name}: has no rows of numbers: its shape is {Shape(features)}");
        if (targets.Count > 1) throw new DataException($"{features.Name}: one NPY file of targets expected, got {targets.Count} names");
        return new NpyTableReader(features, targets.Count == 0 ? null : ReadTargets(targets[0], features));
    }

    public override DataTable? ReadBatch(int maxRows)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxRows, 1);
        int rows = Math.Min(maxRows, _features.Shape[0] - _row);
        if (rows == 0) return null;
        List<DataColumn> columns = [];
        if (IsPictures) columns.Add(Pictures(rows));
        else columns.AddRange(Numbers(_features, Names("column", Width(_features), numberOne: true), rows));
        if (_targets is not null) columns.AddRange(Numbers(_targets, Targets, rows));
        var table = new DataTable(Name, columns, firstRow: _row, hasHeader: false);
        _row += rows;
        return table;
    }

    bool IsPictures => _features.Type == NpyType.UInt8 && _features.Shape.Count is 3 or 4;

    static NpyArray ReadTargets(string path, NpyArray features)
    {
        var targets = NpyArray.Read(path);
        if (targets.Shape.Count is not (1 or 2))
            throw new DataException($"{targets.Name}: one class or one row of targets per example expected, got shape {Shape(targets)}");
        int rows = features.Shape[0], answers = targets.Shape[0];
        return rows == answers ? targets
            : throw new DataException($"{features.Name} has {CellText.Count(rows, "row")}, {targets.Name} has {CellText.Count(answers, "row")}");
    }

    PixelColumn Pictures(int rows)
    {
        var shape = _features.Shape is [_, var height, var width] ? new ExampleShape(1, height, width)
            : new ExampleShape(_features.Shape[1], _features.Shape[2], _features.Shape[3]);
        return new PixelColumn(PixelColumn.DefaultName, _features.Bytes.Slice(_row * shape.Count, rows * shape.Count).ToArray(), shape, rows);
    }

    // The array lies row by row and a table column by column: one pass that reads each row once.
    NumberColumn[] Numbers(NpyArray array, IReadOnlyList<string> names, int rows)
    {
        double[][] columns = new double[names.Count][];
        for (int i = 0; i < columns.Length; i++) columns[i] = new double[rows];
        double[] numbers = new double[columns.Length];
        for (int row = 0; row < rows; row++)
        {
            array.ConvertTo((_row + row) * columns.Length, numbers.AsSpan());
            for (int i = 0; i < columns.Length; i++)
            {
                if (!double.IsFinite(numbers[i])) throw NotFinite(array, _row + row, i, numbers[i]);
                columns[i][row] = numbers[i];
            }
        }

        return [.. columns.Select((column, i) => new NumberColumn(names[i], column))];
    }

    static DataException NotFinite(NpyArray array, int row, int column, double number) => new(string.Create(
        CultureInfo.InvariantCulture, $"{array.Name}: row {row}, column {column} (counted from 0): {number} is not a finite number"));

    static int Width(NpyArray array) => array.Count / array.Shape[0];

    static string[] Names(string stem, int count, bool numberOne) => count == 1 && !numberOne ? [stem]
        : [.. Enumerable.Range(1, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"{stem}{i}"))];

    static string Shape(NpyArray array) => $"({string.Join(", ", array.Shape)})";

    private protected override void Dispose(bool disposing)
    {
    }
}
