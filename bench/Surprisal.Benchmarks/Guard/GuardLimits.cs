using System.Globalization;
using System.Runtime.Intrinsics;

namespace Surprisal.Benchmarks.Guard;

/// <summary>The highest ratio to the yardstick that each case may have, one column per width of the registers.</summary>
/// <remarks>Registers half as wide take twice as long, so that a limit from one machine would be too loose or too tight on another.</remarks>
sealed class GuardLimits
{
    const string Header = "loss\tform\t512-bit\t256-bit\t128-bit";
    const string NotMeasured = "-";

    static readonly int[] s_widths = [512, 256, 128];

    readonly SortedDictionary<(string Loss, string Form), double?[]> _limits = [];

    /// <summary>The width of the registers that the kernels choose on this machine.</summary>
    public static int Width => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    static int Column => Array.IndexOf(s_widths, Width);

    /// <summary>Reads a table of limits; a file that is not there is an empty one.</summary>
    public static GuardLimits Read(string path)
    {
        var limits = new GuardLimits();
        if (!File.Exists(path)) return limits;
        int number = 0;
        foreach (string line in File.ReadLines(path))
        {
            number++;
            if (line.StartsWith('#') || line == Header) continue;
            string[] cells = line.Split('\t');
            if (cells.Length != 2 + s_widths.Length)
                throw new FormatException($"{path}:{number}: {2 + s_widths.Length} columns expected, got {cells.Length}: \"{line}\"");
            limits._limits[(cells[0], cells[1])] = [.. cells[2..].Select(cell => Limit(path, number, cell))];
        }
        return limits;
    }

    /// <summary>What a case may reach. One without a limit of its own may be as slow as the slowest of its form; null where no loss has one.</summary>
    public double? Of(string loss, string form)
        => _limits.TryGetValue((loss, form), out double?[]? own) && own[Column] is { } limit ? limit
            : _limits.Where(pair => pair.Key.Form == form).Max(pair => pair.Value[Column]);

    /// <summary>Replaces this machine's column by <paramref name="limits"/>; losses and forms that are gone go.</summary>
    public void Replace(IReadOnlyDictionary<(string Loss, string Form), double> limits)
    {
        foreach (var key in _limits.Keys.Where(key => !limits.ContainsKey(key)).ToArray()) _limits.Remove(key);
        foreach (var (key, limit) in limits)
        {
            if (!_limits.TryGetValue(key, out double?[]? row)) _limits[key] = row = new double?[s_widths.Length];
            row[Column] = limit;
        }
    }

    public void Write(string path)
    {
        string[] lines =
        [
            "# The highest time a logit, over that of the yardstick, that CI accepts: 2.5 times what was measured.",
            "# Rewritten by `guard --update FILE`, one column a run: DOTNET_EnableAVX512=0 gives 256-bit, DOTNET_EnableAVX2=0 gives 128-bit.",
            Header,
            .. _limits.Select(pair => $"{pair.Key.Loss}\t{pair.Key.Form}\t{string.Join('\t', pair.Value.Select(Text))}"),
        ];
        File.WriteAllText(path, string.Join('\n', lines) + "\n");
    }

    static double? Limit(string path, int number, string cell)
        => cell == NotMeasured ? null
            : double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double limit) && limit > 0 ? limit
            : throw new FormatException($"{path}:{number}: a limit is a number above 0 or {NotMeasured}, got \"{cell}\"");

    static string Text(double? limit) => limit is { } value ? value.ToString("0.000", CultureInfo.InvariantCulture) : NotMeasured;
}
