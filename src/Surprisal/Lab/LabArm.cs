using System.Globalization;

namespace Surprisal;

/// <summary>One of the ways that an experiment compares, with its scores on each draw. All ways see the same draws.</summary>
/// <param name="Name">What was done.</param>
/// <param name="Scores">One for each draw, in their order.</param>
public sealed record LabArm(string Name, params IReadOnlyList<KnownScores> Scores)
{
    static readonly LabColumn[] s_columns =
    [
        new("over the floor", LabUnit.Nats), new("calibration", LabUnit.Nats), new("refinement", LabUnit.Nats), new("accuracy", LabUnit.Share), new("confidence", LabUnit.Share),
    ];

    /// <summary>The mean excess over the floor, in nats.</summary>
    public double Excess => Mean(s => s.Excess);

    /// <summary>The mean expected accuracy.</summary>
    public double Accuracy => Mean(s => s.Accuracy);

    /// <summary>The mean probability given to the own answer.</summary>
    public double Confidence => Mean(s => s.Confidence);

    internal double Floor => Mean(s => s.Floor);

    internal double Calibration => Mean(s => s.Calibration);

    internal static LabTable Table(params ReadOnlySpan<LabArm> arms)
    {
        List<LabRow> rows = [];
        foreach (var arm in arms) rows.Add(new(arm.Name, arm.Excess, arm.Calibration, arm.Mean(s => s.Refinement), arm.Accuracy, arm.Confidence));
        return new(s_columns, rows);
    }

    /// <summary>This one's excess less the other's, draw by draw.</summary>
    internal MeanInterval ExcessOver(LabArm other) => Over(other, s => s.Excess);

    /// <summary>This one's accuracy less the other's, draw by draw.</summary>
    internal MeanInterval AccuracyOver(LabArm other) => Over(other, s => s.Accuracy);

    /// <summary>This one's confidence less the other's, draw by draw.</summary>
    internal MeanInterval ConfidenceOver(LabArm other) => Over(other, s => s.Confidence);

    /// <summary>What a verdict says of this one's accuracy beside another's.</summary>
    internal string AccuracyAgainst(LabArm other) => AccuracyOver(other).ExcludesZero ? $"right in {Percent(Accuracy)} against {Percent(other.Accuracy)}" : "in accuracy no difference is shown";

    internal IReadOnlyList<LabDifference> Differences(LabArm other) =>
    [
        new($"{Name} less {other.Name}, over the floor", LabUnit.Nats, ExcessOver(other)),
        new($"{Name} less {other.Name}, accuracy", LabUnit.Share, AccuracyOver(other)),
    ];

    /// <summary>Nats as verdicts give them.</summary>
    internal static string Nats(double value) => double.IsFinite(value) ? value.ToString("0.000", CultureInfo.InvariantCulture) : "∞";

    /// <summary>A share as verdicts give it.</summary>
    internal static string Percent(double share) => (100 * share).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    double Mean(Func<KnownScores, double> figure) => Scores.Average(figure);

    MeanInterval Over(LabArm other, Func<KnownScores, double> figure) => MeanInterval.Of([.. Scores.Zip(other.Scores, (a, b) => figure(a) - figure(b))]);
}
