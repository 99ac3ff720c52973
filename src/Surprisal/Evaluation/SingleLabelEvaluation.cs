using System.Text.Json;

namespace Surprisal;

/// <summary>How well one class is told from the others. A share of nothing is 0, as in scikit-learn's classification_report.</summary>
/// <param name="Name">The class's name.</param>
/// <param name="Support">How many rows are truly of it.</param>
/// <param name="Precision">Of the rows said to be of it, the share that is.</param>
/// <param name="Recall">Of the rows that are of it, the share that was said to be.</param>
/// <param name="F1">The harmonic mean of precision and recall.</param>
public sealed record ClassFigures(string Name, long Support, double Precision, double Recall, double F1);

/// <summary>How a classifier's probabilities stood up to the truth, where each row is of exactly one class.</summary>
public sealed record SingleLabelEvaluation : IEvaluation
{
    /// <inheritdoc/>
    public required long Rows { get; init; }

    /// <inheritdoc/>
    public required double LogLoss { get; init; }

    /// <inheritdoc/>
    /// <remarks>It is the entropy of the evaluated rows' class frequencies, in nats.</remarks>
    public required double PriorLogLoss { get; init; }

    /// <summary>The log-loss of always answering with the training rows' class frequencies; null where they were not given.</summary>
    public double? TrainingPriorLogLoss { get; init; }

    /// <inheritdoc/>
    /// <remarks>It is ln C.</remarks>
    public required double UniformLogLoss { get; init; }

    /// <inheritdoc/>
    public required double Accuracy { get; init; }

    /// <inheritdoc/>
    public required ConfidenceInterval AccuracyInterval { get; init; }

    /// <summary>The mean of the classes' precisions, each class counting the same, those without rows as well.</summary>
    public required double MacroPrecision { get; init; }

    /// <summary>The mean of the classes' recalls.</summary>
    public required double MacroRecall { get; init; }

    /// <summary>The mean of the classes' F1.</summary>
    public required double MacroF1 { get; init; }

    /// <summary>The mean of the classes' F1, each weighted by its support.</summary>
    public required double WeightedF1 { get; init; }

    /// <inheritdoc/>
    /// <remarks>The mean over rows of Σ (p − y)² over classes, from 0 to 2. For two classes scikit-learn's brier_score_loss is half of it.</remarks>
    public required double Brier { get; init; }

    /// <summary>How far the probability of the predicted class, its confidence, can be taken at its word.</summary>
    public required Calibration Calibration { get; init; }

    /// <summary>One entry per class, in the model's order.</summary>
    public required IReadOnlyList<ClassFigures> Classes { get; init; }

    /// <summary>Rows of class i that were predicted to be of class j, at [i, j]; null for more than <see cref="ConfusionLimit"/> classes.</summary>
    public long[,]? Confusion { get; init; }

    /// <summary>The most classes a confusion matrix is kept for: it grows with their square, and nobody reads it.</summary>
    public const int ConfusionLimit = 1000;

    /// <inheritdoc/>
    public void WriteTo(Utf8JsonWriter json)
    {
        ArgumentNullException.ThrowIfNull(json);
        json.WriteHead(this);
        if (TrainingPriorLogLoss is { } trainingPrior) json.WriteFigure("training_prior_log_loss", trainingPrior);
        json.WriteFigure("macro_precision", MacroPrecision);
        json.WriteFigure("macro_recall", MacroRecall);
        json.WriteFigure("macro_f1", MacroF1);
        json.WriteFigure("weighted_f1", WeightedF1);
        json.WriteFigure("ece", Calibration.Error);
        json.WriteFigure("brier", Brier);
        WriteClasses(json);
        WriteConfusion(json);
        json.WriteCalibration(Calibration);
    }

    void WriteClasses(Utf8JsonWriter json)
    {
        json.WriteStartArray("classes");
        foreach (var figures in Classes)
        {
            json.WriteStartObject();
            json.WriteString("name", figures.Name);
            json.WriteNumber("support", figures.Support);
            json.WriteScores(figures.Precision, figures.Recall, figures.F1);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    void WriteConfusion(Utf8JsonWriter json)
    {
        if (Confusion is null)
        {
            json.WriteNull("confusion");
            return;
        }

        json.WriteStartArray("confusion");
        for (int truth = 0; truth < Confusion.GetLength(0); truth++)
        {
            json.WriteStartArray();
            for (int predicted = 0; predicted < Confusion.GetLength(1); predicted++) json.WriteNumberValue(Confusion[truth, predicted]);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }
}
