namespace Surprisal.Data;

/// <summary>Finds out how a CSV file is written: its delimiter, and whether its first row are names.</summary>
static class CsvDialect
{
    const string Delimiters = ",;\t|";
    const int RowsLookedAt = 20;

    /// <summary>The delimiter that cuts most of the first rows into as many cells as the first; a comma if none cuts at all.</summary>
    /// <param name="text">The beginning of a file. Its last row may be cut off and is not looked at unless it is the only one.</param>
    public static char FindDelimiter(ReadOnlySpan<char> text)
    {
        Span<int> firstRow = stackalloc int[Delimiters.Length], row = stackalloc int[Delimiters.Length], alike = stackalloc int[Delimiters.Length];
        int rows = 0;
        while (rows < RowsLookedAt && CountInRow(ref text, row) is var complete && (complete || rows == 0))
        {
            if (rows++ == 0) row.CopyTo(firstRow);
            for (int i = 0; i < row.Length; i++)
            {
                if (row[i] == firstRow[i]) alike[i]++;
            }
        }

        int best = 0;
        for (int i = 1; i < firstRow.Length; i++)
        {
            if (firstRow[i] > 0 && (firstRow[best] == 0 || (alike[i], firstRow[i]).CompareTo((alike[best], firstRow[best])) > 0)) best = i;
        }

        return Delimiters[best];
    }

    /// <summary>True if the first row are data, not names: all its cells are numbers, or one has a decimal point, as names never do.</summary>
    public static bool IsData(IReadOnlyList<string> firstRow)
    {
        bool allNumbers = true;
        foreach (string cell in firstRow)
        {
            bool isNumber = CellText.Read(cell.AsSpan().Trim(), out _) == CellKind.Number;
            if (isNumber && cell.Contains('.', StringComparison.Ordinal)) return true;
            allNumbers &= isNumber;
        }

        return allNumbers;
    }

    // Takes one non-empty row off the text and counts the delimiters outside quotes; false if the text ends before the row does.
    static bool CountInRow(ref ReadOnlySpan<char> text, scoped Span<int> counts)
    {
        text = text.TrimStart("\r\n");
        counts.Clear();
        bool inQuotes = false;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c == '"') inQuotes = !inQuotes;
            if (inQuotes) continue;
            if (c is '\r' or '\n')
            {
                text = text[i..];
                return true;
            }

            int delimiter = Delimiters.IndexOf(c, StringComparison.Ordinal);
            if (delimiter >= 0) counts[delimiter]++;
        }

        text = [];
        return false;
    }
}
