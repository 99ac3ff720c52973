using System.Globalization;
using System.Text.Json;

namespace Surprisal;

/// <summary>How well one class is told from the others. A share of nothing is 0, as in scikit-learn's classification_report.</summary>
/// <param name="Name">The class's name.</param>
/// <param name="Support">How many rows are truly of it.</param>
/// <param name="Precision">Of the rows said to be of it, the share that is.</param>
/// <param name="Recall">Of the rows that are of it, the share that was said to be.</param>
/// <param name="F1">The harmonic mean of precision and recall.</param>
public sealed record ClassFigures(string Name, long Support, double Precision, double Recall, double F1);

/// <summary>How often the true class is among the likeliest.</summary>
/// <param name="Count">How many classes count as likeliest; of equal probabilities the last goes first, as in scikit-learn.</param>
/// <param name="Accuracy">The share of rows whose true class is one of them.</param>
public readonly record struct TopAccuracy(int Count, double Accuracy);

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

    /// <summary>The mean recall of those classes that have rows: accuracy as if all were equally frequent.</summary>
    public required double BalancedAccuracy { get; init; }

    /// <summary>Matthews' correlation of predictions and truths, from −1 to 1: 0 is chance. scikit-learn's matthews_corrcoef.</summary>
    public required double MatthewsCorrelation { get; init; }

    /// <summary>Of the two, three and five likeliest classes, as far as there are more classes than that.</summary>
    public required IReadOnlyList<TopAccuracy> TopAccuracies { get; init; }

    /// <summary>The probability that of two rows the right one has the higher probability, ½ by chance: of the second of two classes; of more, the mean of each against the rest.</summary>
    /// <remarks>Classes without rows are left out and named in <see cref="Remarks"/>; null where no class can be told from others.</remarks>
    public required double? RocAuc { get; init; }

    /// <summary>The same mean weighted by the classes' rows; null for two classes.</summary>
    public required double? WeightedRocAuc { get; init; }

    /// <summary>The precision at each row of a class, averaged over them, by chance the class's share: of the same classes as <see cref="RocAuc"/>.</summary>
    public required double? AveragePrecision { get; init; }

    /// <summary>The same mean weighted by the classes' rows; null for two classes.</summary>
    public required double? WeightedAveragePrecision { get; init; }

    /// <summary>The part of <see cref="LogLoss"/>, in nats, that another map of the same probabilities would win. Together with <see cref="RefinementLoss"/> it is the whole.</summary>
    /// <remarks>
    /// Of two classes: what the best map that keeps the order of these rows' probabilities would win (isotonic regression). Of more: what the best
    /// temperature would (Berta et al., arXiv 2501.19195). Both are fitted to the evaluated rows themselves, so of few rows a part of it is chance.
    /// </remarks>
    public required double CalibrationLoss { get; init; }

    /// <summary>The part of <see cref="LogLoss"/>, in nats, that is left after that map: what these probabilities do not tell apart.</summary>
    public required double RefinementLoss { get; init; }

    /// <summary>How far the probability of the likeliest class can be taken at its word, in bins of about equally many rows.</summary>
    public required Reliability Reliability { get; init; }

    /// <summary>What a reader of the figures must know, a line each: what was left out, and whether some are of a sample of the rows.</summary>
    public required IReadOnlyList<string> Remarks { get; init; }

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

    /// <summary>How far the probability of the likeliest class, its confidence, can be taken at its word.</summary>
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
        json.WriteParts(CalibrationLoss, RefinementLoss);
        json.WriteFigure("balanced_accuracy", BalancedAccuracy);
        json.WriteFigure("matthews_corrcoef", MatthewsCorrelation);
        json.WriteStartObject("top_k_accuracy");
        foreach (var top in TopAccuracies) json.WriteFigure(top.Count.ToString(CultureInfo.InvariantCulture), top.Accuracy);
        json.WriteEndObject();
        json.WriteFigure("roc_auc", RocAuc);
        json.WriteFigure("average_precision", AveragePrecision);
        if (Classes.Count > 2)
        {
            json.WriteFigure("roc_auc_weighted", WeightedRocAuc);
            json.WriteFigure("average_precision_weighted", WeightedAveragePrecision);
        }

        json.WriteFigure("macro_precision", MacroPrecision);
        json.WriteFigure("macro_recall", MacroRecall);
        json.WriteFigure("macro_f1", MacroF1);
        json.WriteFigure("weighted_f1", WeightedF1);
        json.WriteFigure("ece", Calibration.Error);
        json.WriteReliability(Reliability);
        json.WriteFigure("brier", Brier);
        WriteClasses(json);
        WriteConfusion(json);
        json.WriteBins("calibration", Calibration.Bins);
        json.WriteBins("reliability", Reliability.Bins);
        json.WriteRemarks(Remarks);
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
