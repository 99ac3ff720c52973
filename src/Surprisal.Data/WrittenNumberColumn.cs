namespace Surprisal.Data;

/// <summary>A column of a text file whose cells are numbers or missing, each with the form it was written in; NaN is a missing cell.</summary>
/// <param name="name">The column's name.</param>
/// <param name="numbers">One number a row.</param>
/// <param name="forms">How each was written, see <see cref="WrittenNumber"/>.</param>
/// <param name="missing">The texts of missing cells.</param>
sealed class WrittenNumberColumn(string name, double[] numbers, byte[] forms, string[] missing) : DataColumn(name, numbers.Length)
{
    /// <summary>False if every cell is missing, as after a selection of rows.</summary>
    public bool HasNumbers => numbers.AsSpan().ContainsAnyInRange(double.MinValue, double.MaxValue);

    public override string this[int row] => WrittenNumber.Write(numbers[row], forms[row], missing);

    public override bool IsMissing(int row) => double.IsNaN(numbers[row]);

    internal override DataColumn Select(ReadOnlySpan<int> rows)
    {
        double[] selected = new double[rows.Length];
        byte[] selectedForms = new byte[rows.Length];
        for (int i = 0; i < selected.Length; i++) (selected[i], selectedForms[i]) = (numbers[rows[i]], forms[rows[i]]);
        return new WrittenNumberColumn(Name, selected, selectedForms, missing);
    }

    internal override TextColumn AsText(DataTable table)
    {
        // By their bits -0 and 0 differ, as their texts do.
        var codeOf = new Dictionary<(long Bits, byte Form), int>();
        var texts = new List<string>();
        int[] codes = new int[numbers.Length];
        for (int row = 0; row < codes.Length; row++)
        {
            var key = (BitConverter.DoubleToInt64Bits(numbers[row]), forms[row]);
            if (codeOf.TryGetValue(key, out codes[row])) continue;
            codeOf.Add(key, codes[row] = texts.Count);
            texts.Add(this[row]);
        }

        return new TextColumn(Name, codes, [.. texts]);
    }

    internal override NumericCells AsNumbers(DataTable table) => new(numbers, codes: null);
}
