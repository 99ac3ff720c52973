namespace Surprisal.Data;

/// <summary>How a training file is read.</summary>
public sealed record TrainingDataOptions
{
    /// <summary>Kinds of columns that the user has decided.</summary>
    public ColumnOverrides Columns { get; init; } = ColumnOverrides.None;

    /// <summary>A schema that decides the other kinds; null to look at the cells.</summary>
    public Schema? Schema { get; init; }

    /// <summary>How the levels of categorical columns become numbers.</summary>
    public CategoryEncoding Categories { get; init; }

    /// <summary>The share of rows to hold out for the report, in [0, 1); 0 holds out none.</summary>
    public double HeldOut { get; init; }

    /// <summary>The share of the other rows to set aside for decisions during training, in [0, 1); 0 sets aside none.</summary>
    public double Validation { get; init; }

    /// <summary>Decides which rows go where.</summary>
    public int Seed { get; init; }
}
