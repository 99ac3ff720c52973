using System.Globalization;

namespace Surprisal.Web;

/// <summary>How numbers read on the page.</summary>
static class Show
{
    /// <summary>A loss in nats, a share, a slope: four digits behind the point, or powers of ten where that would be 0.</summary>
    public static string Figure(double value) => double.IsNaN(value) ? "NaN"
        : double.IsInfinity(value) ? (value > 0 ? "∞" : "−∞")
        : Minus(value.ToString(value != 0 && Math.Abs(value) is < 0.00005 or >= 1e6 ? "0.00e0" : "0.0000", CultureInfo.InvariantCulture));

    /// <summary>A share of 1.</summary>
    public static string Percent(double share) => share.ToString("0.0 %", CultureInfo.InvariantCulture);

    /// <summary>A number as fields hold it.</summary>
    public static string Field(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    /// <summary>A number as it was typed.</summary>
    public static string Short(double value) => Minus(Field(value));

    public static string Count(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    static string Minus(string text) => text.Replace('-', '−');
}
