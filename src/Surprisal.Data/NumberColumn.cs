namespace Surprisal.Data;

/// <summary>A column that was numbers to begin with; NaN is a missing cell.</summary>
sealed class NumberColumn(string name, double[] numbers) : DataColumn(name, numbers.Length)
{
    public override string this[int row] => CellText.Write(numbers[row]);

    public override bool IsMissing(int row) => double.IsNaN(numbers[row]);

    internal override DataColumn Select(ReadOnlySpan<int> rows)
    {
        double[] selected = new double[rows.Length];
        for (int i = 0; i < selected.Length; i++) selected[i] = numbers[rows[i]];
        return new NumberColumn(Name, selected);
    }

    internal override TextColumn AsText(DataTable table)
    {
        var codeOf = new Dictionary<double, int>();
        int[] codes = new int[numbers.Length];
        for (int row = 0; row < codes.Length; row++)
        {
            if (!codeOf.TryGetValue(numbers[row], out codes[row])) codeOf.Add(numbers[row], codes[row] = codeOf.Count);
        }

        return new TextColumn(Name, codes, [.. codeOf.Keys.Select(CellText.Write)]);
    }

    internal override NumericCells AsNumbers(DataTable table)
    {
        for (int row = 0; row < numbers.Length; row++)
        {
            if (double.IsInfinity(numbers[row])) throw table.CellError(row, Name, $"{CellText.Write(numbers[row])} is not a finite number");
        }

        return new NumericCells(numbers, codes: null);
    }
}
