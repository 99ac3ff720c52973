namespace Surprisal.Data;

/// <summary>Several target columns: 0/1 labels, probabilities, or counts that become probabilities.</summary>
static class MatrixTargets
{
    // Probabilities written with three decimals sum to 1 within this.
    const double SumTolerance = 1e-3;

    public static TargetEncoder Fit(DataTable table, DataColumn[] columns, string[] names)
    {
        double[] values = Read(table, columns, Truth.Required);
        // Numbers of an array may be counts of votes; in a text file a number above 1 is a mistake.
        bool mayBeCounts = columns.All(column => column is NumberColumn);
        var (kind, areCounts) = KindOf(values, mayBeCounts);
        List<string> notices = [];
        if (areCounts) notices.Add($"{table.Source}: the targets are counts; each row is divided by its sum");
        int[] rows = [.. Enumerable.Range(0, table.Rows)];
        float[] encoded = Encode(table, columns, kind, areCounts, rows, Truth.Required);
        if (kind == TargetKind.Distribution) NoticeSums(table, encoded, columns.Length, notices);
        return new TargetEncoder(kind, names, names, areCounts, notices);
    }

    public static float[] Encode(DataTable table, DataColumn[] columns, TargetKind kind, bool areCounts, ReadOnlySpan<int> rows, Truth truth)
    {
        double[] values = Read(table, columns, truth);
        int width = columns.Length;
        float[] encoded = new float[checked(rows.Length * width)];
        for (int i = 0; i < rows.Length; i++)
        {
            var from = values.AsSpan(rows[i] * width, width);
            var to = encoded.AsSpan(i * width, width);
            if (HasNaN(from)) to.Fill(float.NaN);
            else EncodeRow(table, columns, rows[i], kind, areCounts, from, to);
        }

        return encoded;
    }

    static void EncodeRow(DataTable table, DataColumn[] columns, int row, TargetKind kind, bool areCounts, ReadOnlySpan<double> values, Span<float> encoded)
    {
        double sum = 0;
        for (int i = 0; i < values.Length; i++)
        {
            double value = values[i];
            string? wrong = kind == TargetKind.MultiLabel ? (value is 0 or 1 ? null : "is neither 0 nor 1")
                : areCounts ? (value >= 0 ? null : "is no count: it is negative")
                : value is >= 0 and <= 1 ? null : "is no probability: it is outside [0, 1]";
            if (wrong is not null) throw table.CellError(row, columns[i].Name, $"{CellText.Quote(columns[i][row])} {wrong}");
            sum += value;
        }

        if (areCounts && sum == 0) throw new DataException($"{table.Place(row)}: all target counts are 0");
        for (int i = 0; i < values.Length; i++) encoded[i] = (float)(areCounts ? values[i] / sum : values[i]);
    }

    // Values strictly between 0 and 1 are probabilities; whole numbers above 1 are counts where those can be; anything else should be 0 or 1.
    static (TargetKind Kind, bool AreCounts) KindOf(double[] values, bool mayBeCounts)
    {
        bool areFractions = false, areWhole = true;
        double largest = 0;
        foreach (double value in values)
        {
            areFractions |= value is > 0 and < 1;
            areWhole &= value == Math.Floor(value);
            largest = Math.Max(largest, value);
        }

        bool areCounts = mayBeCounts && areWhole && largest > 1;
        return (areFractions || areCounts ? TargetKind.Distribution : TargetKind.MultiLabel, areCounts);
    }

    static void NoticeSums(DataTable table, float[] values, int width, List<string> notices)
    {
        int count = 0, first = 0;
        for (int row = table.Rows - 1; row >= 0; row--)
        {
            double sum = 0;
            foreach (float value in values.AsSpan(row * width, width)) sum += value;
            if (Math.Abs(sum - 1) <= SumTolerance) continue;
            first = row;
            count++;
        }

        if (count == 0) return;
        string rows = count == 1 ? "1 row does" : $"{CellText.Count(count)} rows do";
        notices.Add($"the probabilities of {rows} not sum to 1, first at {table.Place(first)}; they are used as they are");
    }

    /// <summary>All cells row after row, NaN where one is missing.</summary>
    static double[] Read(DataTable table, DataColumn[] columns, Truth truth)
    {
        double[] values = new double[checked(table.Rows * columns.Length)];
        for (int i = 0; i < columns.Length; i++)
        {
            var cells = columns[i].AsNumbers(table);
            for (int row = 0; row < table.Rows; row++)
            {
                double value = cells[row];
                if (double.IsNaN(value) && truth == Truth.Required) throw table.CellError(row, columns[i].Name, "the target is missing");
                values[row * columns.Length + i] = value;
            }
        }

        return values;
    }

    static bool HasNaN(ReadOnlySpan<double> values)
    {
        foreach (double value in values)
        {
            if (double.IsNaN(value)) return true;
        }

        return false;
    }
}
