namespace Surprisal.Reports;

/// <summary>What is measured along one side of a chart.</summary>
/// <param name="Label">What it is: "validation loss".</param>
/// <param name="Unit">Its unit, shown in brackets: "nats"; empty for none.</param>
public sealed record Axis(string Label, string Unit = "")
{
    /// <summary>Whether equal lengths are equal factors. Values that are not above 0 are then left out.</summary>
    public bool IsLogarithmic { get; init; }

    /// <summary>Whether only whole numbers mean anything, as with epochs: no tick then lies between them.</summary>
    public bool IsWhole { get; init; }

    /// <summary>Where the axis begins; null lets the numbers decide.</summary>
    public double? Low { get; init; }

    /// <summary>Where the axis ends; null lets the numbers decide.</summary>
    public double? High { get; init; }

    /// <summary>The label with its unit.</summary>
    internal string Text => Unit.Length == 0 ? Label : $"{Label} ({Unit})";

    /// <summary>Whether the axis has a place for a number. Of larger ones the distance may overflow; of subnormal ones the ratio does.</summary>
    internal bool Shows(double value) => Math.Abs(value) <= 1e300 && !(IsLogarithmic && value < 1e-300);
}
