using System.Globalization;

namespace Surprisal.Data;

/// <summary>Reads the text of cells the same way in every locale, and shows it in error lines.</summary>
static class CellText
{
    const int LongestExcerpt = 80;

    /// <summary>True for the marks by which files say that a value is not known. Spaces around it must be gone already.</summary>
    public static bool IsMissing(ReadOnlySpan<char> text) => text.Length switch
    {
        0 => true,
        1 => text[0] == '?',
        2 => text is "NA",
        3 => text is "N/A" || text.Equals("nan", StringComparison.OrdinalIgnoreCase),
        4 => text is "null" or "-nan",
        _ => false,
    };

    /// <summary>Sorts a cell into missing, number, infinite or text. <paramref name="number"/> is NaN unless it is a number.</summary>
    public static CellKind Read(ReadOnlySpan<char> text, out double number)
    {
        number = double.NaN;
        if (IsMissing(text)) return CellKind.Missing;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double parsed))
        {
            if (double.IsNaN(parsed)) return CellKind.Missing;
            if (double.IsInfinity(parsed)) return CellKind.Infinite;
            number = parsed;
            return CellKind.Number;
        }

        var unsigned = text.Length > 0 && text[0] is '+' or '-' ? text[1..] : text;
        return unsigned.Equals("inf", StringComparison.OrdinalIgnoreCase) ? CellKind.Infinite : CellKind.Text;
    }

    /// <summary>The text of a number as it would stand in a file: 3, 0.5, 1E+20.</summary>
    public static string Write(double number) => double.IsNaN(number) ? "" : number.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>A count with thousands separated: 69,999.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A count and its noun: 1 row, 2 rows.</summary>
    public static string Count(long count, string noun) => count == 1 ? $"1 {noun}" : $"{Count(count)} {noun}s";

    /// <summary>The text in quotes, on one line and shortened, for an error line.</summary>
    public static string Quote(string text) => $"\"{OneLine(text)}\"";

    /// <summary>The text without line breaks and other control characters, cut after 80 characters.</summary>
    public static string OneLine(ReadOnlySpan<char> text)
    {
        bool cut = text.Length > LongestExcerpt;
        Span<char> shown = stackalloc char[LongestExcerpt + 1];
        int length = Math.Min(text.Length, LongestExcerpt);
        for (int i = 0; i < length; i++) shown[i] = char.IsControl(text[i]) ? ' ' : text[i];
        if (cut) shown[length++] = '…';
        return new string(shown[..length]);
    }
}
