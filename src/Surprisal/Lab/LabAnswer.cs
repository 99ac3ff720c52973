namespace Surprisal;

/// <summary>What an experiment of the lab found: measured numbers, and everything else computed from them.</summary>
public abstract record LabAnswer
{
    /// <summary>The answer in one line. Had the numbers come out otherwise, so would it.</summary>
    public abstract string Verdict { get; }

    /// <summary>Whether the numbers bear out the usual answer.</summary>
    public abstract bool Confirms { get; }

    /// <summary>What was done, in one line.</summary>
    public abstract string Method { get; }

    /// <summary>The numbers.</summary>
    public abstract LabTable Table { get; }

    /// <summary>Differences between two rows of the table, draw by draw; may be none.</summary>
    public virtual IReadOnlyList<LabDifference> Differences => [];

    /// <summary>The numbers to draw.</summary>
    public abstract LabChart Chart { get; }
}

/// <summary>What a number of the lab is counted in.</summary>
public enum LabUnit
{
    /// <summary>Nats.</summary>
    Nats,

    /// <summary>A share or a probability, from 0 to 1.</summary>
    Share,

    /// <summary>A number of things; infinite for never.</summary>
    Count,

    /// <summary>A slope, or any other plain number.</summary>
    Number,
}

/// <summary>A column of numbers.</summary>
/// <param name="Name">What is counted.</param>
/// <param name="Unit">In what.</param>
public readonly record struct LabColumn(string Name, LabUnit Unit);

/// <summary>A row of numbers, one for each column.</summary>
/// <param name="Name">What was tried.</param>
/// <param name="Values">The numbers.</param>
public sealed record LabRow(string Name, params IReadOnlyList<double> Values);

/// <summary>A small table.</summary>
/// <param name="Columns">What is counted.</param>
/// <param name="Rows">What was tried.</param>
public sealed record LabTable(IReadOnlyList<LabColumn> Columns, IReadOnlyList<LabRow> Rows);

/// <summary>A difference, and where the true one lies with 95 % confidence.</summary>
/// <param name="Name">Of what, and which way.</param>
/// <param name="Unit">Counted in what.</param>
/// <param name="Value">The difference, paired by draws.</param>
public sealed record LabDifference(string Name, LabUnit Unit, MeanInterval Value);
