using System.Globalization;
using Surprisal.Losses;

namespace Surprisal.Cli;

/// <summary>How numbers read on screen.</summary>
static class Figures
{
    /// <summary>A loss in nats or a share: four digits behind the point.</summary>
    public static string Figure(double value) => double.IsFinite(value) ? value.ToString("0.0000", CultureInfo.InvariantCulture)
        : double.IsNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";

    /// <summary>A count with thousands apart.</summary>
    public static string Count(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>A count and what is counted.</summary>
    public static string Count(long value, string one, string many) => $"{Count(value)} {(value == 1 ? one : many)}";

    public static string Seconds(TimeSpan time) => time.TotalSeconds < 10
        ? $"{time.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture)} s"
        : time.TotalMinutes < 2 ? $"{time.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)} s" : $"{(int)time.TotalMinutes} min {time.Seconds} s";

    /// <summary>A number that is often whole, such as a target or a weight: without zeros at its end.</summary>
    public static string Short(double value) => double.IsFinite(value) && (value == 0 || Math.Abs(value) is >= 1e-4 and < 1e6) ? value.ToString("0.####;−0.####", CultureInfo.InvariantCulture) : Explanation.Number(value);

    /// <summary>Words in lines that fit a terminal.</summary>
    public static void Wrap(TextWriter output, string text)
    {
        const int Width = 100;
        string line = "";
        foreach (string word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > Width)
            {
                output.WriteLine(line);
                line = "";
            }
            line += line.Length == 0 ? word : $" {word}";
        }
        output.WriteLine(line);
    }

    /// <summary>A name that fits a table; long ones are cut in the middle of nothing, at their end.</summary>
    public static string Name(string name, int most = 24) => name.Length <= most ? name : name[..(most - 1)] + "…";
}
