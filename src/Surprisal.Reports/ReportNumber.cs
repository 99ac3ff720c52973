using System.Globalization;

namespace Surprisal.Reports;

/// <summary>How numbers read in charts and tables, the same in every culture.</summary>
static class ReportNumber
{
    /// <summary>Up to five digits: 12,345, 0.1235, 1.2e-7.</summary>
    public static string Text(double value)
    {
        if (!double.IsFinite(value)) return double.IsNaN(value) ? "–" : value > 0 ? "∞" : "−∞";
        double size = Math.Abs(value);
        string text = size == 0 ? "0"
            : size >= 1e7 || size < 1e-4 ? value.ToString("0.###e0", CultureInfo.InvariantCulture)
            : size >= 1000 || value == Math.Round(value) ? value.ToString("#,0", CultureInfo.InvariantCulture)
            : value.ToString(size >= 10 ? "0.##" : "0.####", CultureInfo.InvariantCulture);
        return text.Replace('-', '−');
    }

    /// <summary>A loss or a share with as many digits behind the point wherever it stands: numbers below each other are then compared at a glance.</summary>
    public static string Fixed(double value, int digits = 4) =>
        double.IsFinite(value) && Math.Abs(value) < 1e7 ? value.ToString("#,0." + new string('0', digits), CultureInfo.InvariantCulture).Replace('-', '−') : Text(value);

    /// <summary>A tick of an axis whose ticks lie <paramref name="step"/> apart: all of them have as many digits.</summary>
    public static string Tick(double value, double step)
    {
        double size = Math.Abs(value);
        if (size < step / 2) return "0";
        if (size >= 1e6 || step < 1e-5) return Text(value);
        int digits = Math.Max(0, (int)Math.Ceiling(-Math.Log10(step) - 1e-9));
        return value.ToString("#,0." + new string('0', digits), CultureInfo.InvariantCulture).Replace('-', '−');
    }
}
