namespace Surprisal.Cli;

/// <summary>The answer of a row: a class, or one number per logit.</summary>
readonly record struct Answer(int Class, double[]? Values = null);

/// <summary>Rows to explain, wherever they came from.</summary>
sealed record Examples
{
    /// <summary>One array a row, all of one length.</summary>
    public required double[][] Logits { get; init; }

    /// <summary>One for each row, all of one kind.</summary>
    public required Answer[] Answers { get; init; }

    /// <summary>One name per logit.</summary>
    public required string[] Names { get; init; }

    /// <summary>Whether the logits are floats, and so explained by the kernels of floats.</summary>
    public bool AreFloats { get; init; }

    /// <summary>Where the first row stands: its number, and its line in a file.</summary>
    public int FirstRow { get; init; }

    public string? Place { get; init; }

    /// <summary>The row as a model saw it; null where there is no model or there are several rows.</summary>
    public ModelRow? Model { get; init; }

    /// <summary>The loss that the logits were trained with; null where there is no model.</summary>
    public string? LossName { get; init; }

    public int Columns => Names.Length;
}

/// <summary>One row of a table and the model that gave its logits.</summary>
/// <param name="Cells">Column and text of each cell.</param>
/// <param name="Parts">What each feature adds to each logit, where the model is linear; else null.</param>
/// <param name="Temperature">What the logits were divided by.</param>
sealed record ModelRow(IReadOnlyList<(string Column, string Text)> Cells, LogitParts? Parts, double Temperature);
