namespace Surprisal;

/// <summary>One epoch of a run.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="TrainLoss">The mean loss of its batches, in the loss's own unit.</param>
/// <param name="ValidationLoss">The mean loss of the validation rows after it; null where there are none.</param>
/// <param name="Accuracy">On the rows held out, after it. It is looked at only, and decides nothing.</param>
public sealed record ComparedEpoch(int Epoch, double TrainLoss, double? ValidationLoss, double Accuracy);

/// <summary>One loss, trained once: how well it did on rows that it has not seen.</summary>
public sealed record ComparedRun
{
    /// <summary>The <see cref="ComparisonSetting.Name"/>.</summary>
    public required string Setting { get; init; }

    /// <summary>The seed.</summary>
    public required int Seed { get; init; }

    /// <summary>The <see cref="ComparedLoss.Name"/>.</summary>
    public required string Loss { get; init; }

    /// <summary>Why there are no figures; null where there are.</summary>
    public string? Failure { get; init; }

    /// <summary>The share of the held-out rows whose class has the largest output.</summary>
    public double Accuracy { get; init; }

    /// <summary>In nats; null where the outputs are no probabilities.</summary>
    public double? LogLoss { get; init; }

    /// <summary>The mean of Σ (p − y)² over classes; null where the outputs are no probabilities.</summary>
    public double? Brier { get; init; }

    /// <summary>The expected calibration error of the likeliest class; null where the outputs are no probabilities.</summary>
    public double? CalibrationError { get; init; }

    /// <summary>The way of training that the search chose; null where there was none.</summary>
    public string? Tuned { get; init; }

    /// <summary>How training went; empty for a linear model, which has no epochs.</summary>
    public IReadOnlyList<ComparedEpoch> Epochs { get; init; } = [];

    /// <summary>How long training took on one processor core, a search included.</summary>
    public double Seconds { get; init; }

    /// <summary>A hash of all outputs for the held-out rows: two losses that are the same function have the same.</summary>
    public string Fingerprint { get; init; } = "";
}
