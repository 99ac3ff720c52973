using System.Text.Json;

namespace Surprisal;

/// <summary>How a classifier's probabilities stood up to truths that are distributions themselves, such as the votes of many people.</summary>
public sealed record SoftLabelEvaluation : IEvaluation
{
    /// <inheritdoc/>
    public required long Rows { get; init; }

    /// <inheritdoc/>
    /// <remarks>The mean over rows of the cross-entropy −Σ t·ln p.</remarks>
    public required double LogLoss { get; init; }

    /// <summary>The mean entropy of the targets, in nats: no probabilities can have a smaller <see cref="LogLoss"/>.</summary>
    public required double TargetEntropy { get; init; }

    /// <summary>What is lost above that floor, the mean Kullback-Leibler divergence of p from the target:
    /// <see cref="LogLoss"/> − <see cref="TargetEntropy"/>.</summary>
    public double KullbackLeibler => LogLoss - TargetEntropy;

    /// <inheritdoc/>
    /// <remarks>The entropy of the mean target, in nats.</remarks>
    public required double PriorLogLoss { get; init; }

    /// <inheritdoc/>
    /// <remarks>It is ln C.</remarks>
    public required double UniformLogLoss { get; init; }

    /// <inheritdoc/>
    /// <remarks>A row is right when its likeliest class is the target's likeliest; of equals the first counts.</remarks>
    public required double Accuracy { get; init; }

    /// <inheritdoc/>
    public required ConfidenceInterval AccuracyInterval { get; init; }

    /// <inheritdoc/>
    /// <remarks>The mean over rows of Σ (p − t)² over classes, from 0 to 2.</remarks>
    public required double Brier { get; init; }

    /// <inheritdoc/>
    public void WriteTo(Utf8JsonWriter json)
    {
        ArgumentNullException.ThrowIfNull(json);
        json.WriteHead(this);
        json.WriteFigure("target_entropy", TargetEntropy);
        json.WriteFigure("kl_divergence", KullbackLeibler);
        json.WriteFigure("brier", Brier);
    }
}
