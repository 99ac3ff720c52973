using System.Globalization;

namespace Surprisal.Data;

/// <summary>Numbers together with the form in which they were written, so that the text can be given back: 0.50 is no 0.5 where it names a class.</summary>
static class WrittenNumber
{
    // Decimal numbers of up to 15 digits are told apart by doubles, and a quotient of two whole numbers below 2⁵³ is rounded once: correctly.
    const int MostDigits = 15;

    // Forms up to 15 are a count of decimals. These are the shortest text that gives the number back, 1.5E-07 as .NET writes it and 1.5e-07 as Python does.
    const byte Shortest = 255, ShortestLower = 254;

    static readonly double[] s_powers = [.. Enumerable.Range(0, MostDigits + 1).Select(exponent => double.Parse($"1e{exponent}", CultureInfo.InvariantCulture))];
    static readonly string[] s_formats = [.. Enumerable.Range(0, MostDigits + 1).Select(decimals => $"F{decimals}")];

    /// <summary>Reads a finite number.</summary>
    /// <param name="text">A cell without spaces around it.</param>
    /// <param name="number">What <see cref="CellText.Read"/> would give.</param>
    /// <param name="form">How it was written.</param>
    /// <returns>False if it is none, or one whose text could not be given back: +5, 007, 1e5, 12345678901234567.</returns>
    public static bool TryRead(ReadOnlySpan<char> text, out double number, out byte form) =>
        TryReadDecimal(text, out number, out form) || TryReadShortest(text, out number, out form);

    /// <summary>The text of a cell, exactly as it was read.</summary>
    /// <param name="number">The number, or NaN for a missing cell.</param>
    /// <param name="form">Its form; of a missing cell the index of its text.</param>
    /// <param name="missing">The texts of missing cells.</param>
    public static string Write(double number, byte form, IReadOnlyList<string> missing) =>
        double.IsNaN(number) ? missing[form]
        : form == Shortest ? CellText.Write(number)
        : form == ShortestLower ? Lower(number)
        : number.ToString(s_formats[form], CultureInfo.InvariantCulture);

    /// <summary>Reads what most cells hold: -12.5, up to 15 digits. False for all else, spaces around it among them.</summary>
    public static bool TryReadDecimal(ReadOnlySpan<char> text, out double number, out byte form)
    {
        (number, form) = (0, 0);
        if (text.IsEmpty) return false;
        // No branch asks for the sign: nobody could foretell it, and each wrong guess costs as much as reading all digits.
        int minus = text[0] == '-' ? 1 : 0;
        var digits = text[minus..];
        if (digits.Length is 0 or > MostDigits + 1) return false;
        long whole = 0;
        int point = -1;
        for (int i = 0; i < digits.Length; i++)
        {
            uint digit = (uint)digits[i] - '0';
            if (digit <= 9) whole = 10 * whole + digit;
            else if (digits[i] == '.' && point < 0) point = i;
            else return false;
        }

        int before = point < 0 ? digits.Length : point, decimals = point < 0 ? 0 : digits.Length - 1 - point;
        bool isUsual = before + decimals <= MostDigits && before > 0 && (point < 0 || decimals > 0) && (before == 1 || digits[0] != '0');
        if (!isUsual) return false;
        double size = whole / s_powers[decimals];
        number = BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(size) | (long)minus << 63);
        form = (byte)decimals;
        return true;
    }

    static bool TryReadShortest(ReadOnlySpan<char> text, out double number, out byte form)
    {
        form = Shortest;
        if (CellText.Read(text, out number) != CellKind.Number) return false;
        Span<char> shortest = stackalloc char[32];
        number.TryFormat(shortest, out int length, "R", CultureInfo.InvariantCulture);
        if (text.SequenceEqual(shortest[..length])) return true;
        form = ShortestLower;
        return text.SequenceEqual(Lower(number));
    }

    static string Lower(double number) => CellText.Write(number).ToLowerInvariant();
}
