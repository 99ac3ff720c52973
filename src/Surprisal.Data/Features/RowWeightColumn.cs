namespace Surprisal.Data;

/// <summary>A column that says what each row counts.</summary>
static class RowWeightColumn
{
    /// <summary>The weights of some rows, finite and 0 or more.</summary>
    /// <exception cref="DataException">A cell is missing, no number or negative; the message says where.</exception>
    public static float[] Encode(DataTable table, DataColumn column, ReadOnlySpan<int> rows)
    {
        var cells = column.AsNumbers(table);
        float[] weights = new float[rows.Length];
        for (int i = 0; i < weights.Length; i++)
        {
            double weight = cells[rows[i]];
            weights[i] = (float)weight;
            string? wrong = double.IsNaN(weight) ? "the row weight is missing"
                : weight < 0 ? $"{CellText.Quote(column[rows[i]])} is no row weight: it is negative"
                : float.IsInfinity(weights[i]) ? $"{CellText.Quote(column[rows[i]])} is too large for a row weight" : null;
            if (wrong is not null) throw table.CellError(rows[i], column.Name, wrong);
        }

        return weights;
    }
}
