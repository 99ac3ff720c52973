namespace Surprisal;

/// <summary>Where a training is, and its best so far: with the numbers of the model and of the optimizer all that a resumed run needs.</summary>
sealed class TrainingState
{
    /// <summary>The epoch at hand, from 1.</summary>
    public int Epoch { get; set; } = 1;

    /// <summary>Batches of it that are done.</summary>
    public int Batch { get; set; }

    /// <summary>Σ of their losses, each times its rows.</summary>
    public double LossSum { get; set; }

    /// <summary>The epochs that are done.</summary>
    public List<EpochResult> Epochs { get; } = [];

    /// <summary>The epoch whose numbers are kept; 0 before the first.</summary>
    public int BestEpoch { get; set; }

    /// <summary>Its validation loss, or what it was chosen by times −1.</summary>
    public double BestCost { get; set; } = double.PositiveInfinity;

    /// <summary>Its numbers: what the model had learnt, and what it had gathered.</summary>
    public required float[] BestValues { get; init; }

    /// <inheritdoc cref="BestValues"/>
    public required float[] BestStatistics { get; init; }

    /// <summary>The mean loss of a sample of the training rows before the first step.</summary>
    public double InitialLoss { get; set; }

    /// <summary>How long the runs before this one took.</summary>
    public TimeSpan Elapsed { get; set; }
}
