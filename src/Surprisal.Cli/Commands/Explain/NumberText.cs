using System.Globalization;
using Surprisal.Data;

namespace Surprisal.Cli;

/// <summary>Numbers written on the command line.</summary>
static class NumberText
{
    /// <summary>Rows parted by semicolons, their numbers by commas; null if the text is no list of numbers but names a file.</summary>
    /// <exception cref="UsageException">It is neither; the message names what is no number.</exception>
    public static double[][]? Rows(string text)
    {
        if (text.EndsWith(".npy", StringComparison.OrdinalIgnoreCase) || File.Exists(text)) return null;
        return [.. text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(row => Numbers(row, "--logits"))];
    }

    /// <summary>Numbers parted by commas, or those of an NPY file.</summary>
    public static double[] NumbersOrFile(string text, string option) =>
        text.EndsWith(".npy", StringComparison.OrdinalIgnoreCase) || File.Exists(text) ? NpyArray.Read(text).ToDouble() : Numbers(text, option);

    public static double[] Numbers(string text, string option) =>
        [.. text.Split(',', StringSplitOptions.TrimEntries).Select(part => TryParse(part, out double number) ? number : throw new UsageException($"{option}: '{part}' is not a number"))];

    /// <summary>A number as people write it, also inf, -inf and nan.</summary>
    public static bool TryParse(string text, out double number)
    {
        (bool known, number) = text.ToUpperInvariant() switch
        {
            "INF" or "+INF" or "∞" or "+∞" => (true, double.PositiveInfinity),
            "-INF" or "-∞" or "−∞" => (true, double.NegativeInfinity),
            _ => (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value), value),
        };
        return known;
    }
}
