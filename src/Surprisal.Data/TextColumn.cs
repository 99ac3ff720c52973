namespace Surprisal.Data;

/// <summary>A column of texts, each distinct text kept once: a row holds the code of its text.</summary>
sealed class TextColumn(string name, int[] codes, string[] texts) : DataColumn(name, codes.Length)
{
    /// <summary>One code a row, an index into <see cref="Texts"/>.</summary>
    public int[] Codes => codes;

    /// <summary>The distinct texts in the order of their first row. After a selection of rows some may have none.</summary>
    public string[] Texts => texts;

    public override string this[int row] => texts[codes[row]];

    public override bool IsMissing(int row) => CellText.IsMissing(this[row]);

    /// <summary>How many rows hold each text.</summary>
    public int[] CountRows()
    {
        int[] counts = new int[texts.Length];
        foreach (int code in codes) counts[code]++;
        return counts;
    }

    internal override DataColumn Select(ReadOnlySpan<int> rows)
    {
        int[] selected = new int[rows.Length];
        for (int i = 0; i < selected.Length; i++) selected[i] = codes[rows[i]];
        return new TextColumn(Name, selected, texts);
    }

    internal override TextColumn AsText(DataTable table) => this;

    internal override NumericCells AsNumbers(DataTable table)
    {
        double[] numbers = new double[texts.Length];
        var kinds = new CellKind[texts.Length];
        bool bad = false;
        for (int code = 0; code < texts.Length; code++)
        {
            kinds[code] = CellText.Read(texts[code], out numbers[code]);
            bad |= kinds[code] is CellKind.Infinite or CellKind.Text;
        }

        if (bad) RefuseFirstBadRow(table, kinds);
        return new NumericCells(numbers, codes);
    }

    // A text may be left over from rows that were not selected, so a bad text without a row is no error.
    void RefuseFirstBadRow(DataTable table, CellKind[] kinds)
    {
        for (int row = 0; row < codes.Length; row++)
        {
            if (kinds[codes[row]] == CellKind.Text) throw table.CellError(row, Name, $"{CellText.Quote(this[row])} is not a number");
            if (kinds[codes[row]] == CellKind.Infinite) throw table.CellError(row, Name, $"{CellText.Quote(this[row])} is not a finite number");
        }
    }
}
