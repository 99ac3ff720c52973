using System.Text.Json;

namespace Surprisal;

/// <summary>How well one label is told to be there or not. A share of nothing is 0, as in scikit-learn.</summary>
/// <param name="Name">The label's name.</param>
/// <param name="Prevalence">The share of rows that have it.</param>
/// <param name="Support">The number of rows that have it.</param>
/// <param name="LogLoss">The mean surprisal of its being there or not, in nats.</param>
/// <param name="Accuracy">The share of rows where what was said of it is right.</param>
/// <param name="Precision">Of the rows said to have it, the share that has.</param>
/// <param name="Recall">Of the rows that have it, the share that was said to.</param>
/// <param name="F1">The harmonic mean of precision and recall.</param>
/// <param name="RocAuc">The probability that of a row with it and one without the former has the higher probability; null where no row or every row has it.</param>
/// <param name="AveragePrecision">The precision at each row that has it, averaged over them; null where no row or every row has it.</param>
/// <param name="Threshold">The probability above which it is said to be there.</param>
public sealed record LabelFigures(
    string Name, double Prevalence, long Support, double LogLoss, double Accuracy, double Precision, double Recall, double F1, double? RocAuc, double? AveragePrecision, double Threshold);

/// <summary>How a classifier's probabilities stood up to the truth, where each row has any number of labels.</summary>
public sealed record MultiLabelEvaluation : IEvaluation
{
    /// <inheritdoc/>
    public required long Rows { get; init; }

    /// <inheritdoc/>
    /// <remarks>The mean over rows and labels: the surprisal of one yes or no.</remarks>
    public required double LogLoss { get; init; }

    /// <inheritdoc/>
    /// <remarks>The mean over labels of the entropy of a yes with the label's prevalence, in nats.</remarks>
    public required double PriorLogLoss { get; init; }

    /// <inheritdoc/>
    /// <remarks>It is ln 2: one yes or no at even odds.</remarks>
    public required double UniformLogLoss { get; init; }

    /// <inheritdoc/>
    /// <remarks>The subset accuracy: a row is right when all of its labels are. scikit-learn's accuracy_score is the same.</remarks>
    public required double Accuracy { get; init; }

    /// <inheritdoc/>
    public required ConfidenceInterval AccuracyInterval { get; init; }

    /// <summary>The share of rows and labels where what was said is right.</summary>
    public required double LabelAccuracy { get; init; }

    /// <summary>The share of rows and labels where it is wrong: 1 − <see cref="LabelAccuracy"/>.</summary>
    public required double HammingLoss { get; init; }

    /// <summary>F1 over all rows and labels thrown together, so that frequent labels weigh more.</summary>
    public required double MicroF1 { get; init; }

    /// <summary>The mean of the labels' F1.</summary>
    public required double MacroF1 { get; init; }

    /// <inheritdoc/>
    /// <remarks>The mean of (p − t)² over rows and labels, from 0 to 1.</remarks>
    public required double Brier { get; init; }

    /// <summary>How far the probabilities of labels, all rows and labels thrown together, can be taken at their word.</summary>
    /// <remarks>A bin's accuracy is the share of its labels that were there.</remarks>
    public required Calibration Calibration { get; init; }

    /// <summary>The mean of the labels' <see cref="LabelFigures.RocAuc"/>; those that no row or every row has are left out and named in <see cref="Remarks"/>.</summary>
    public required double? RocAuc { get; init; }

    /// <summary>The same over all rows and labels thrown together.</summary>
    public required double? MicroRocAuc { get; init; }

    /// <summary>The mean of the labels' <see cref="LabelFigures.AveragePrecision"/>, of the same labels.</summary>
    public required double? AveragePrecision { get; init; }

    /// <summary>The same over all rows and labels thrown together.</summary>
    public required double? MicroAveragePrecision { get; init; }

    /// <summary>The part of <see cref="LogLoss"/>, in nats, that another map of the same probabilities would win. Together with <see cref="RefinementLoss"/> it is the whole.</summary>
    /// <remarks>
    /// What, for each label, the best map that keeps the order of its probabilities would win (isotonic regression), in the mean over labels. The maps are
    /// fitted to the evaluated rows themselves, so of few rows a part of it is chance.
    /// </remarks>
    public required double CalibrationLoss { get; init; }

    /// <summary>The part of <see cref="LogLoss"/>, in nats, that is left after that map: what these probabilities do not tell apart.</summary>
    public required double RefinementLoss { get; init; }

    /// <summary>How far the probabilities of labels, all thrown together, can be taken at their word, in bins of about equally many.</summary>
    public required Reliability Reliability { get; init; }

    /// <summary>What a reader of the figures must know, a line each: what was left out, and whether some are of a sample of the rows.</summary>
    public required IReadOnlyList<string> Remarks { get; init; }

    /// <summary>One entry per label, in the model's order.</summary>
    public required IReadOnlyList<LabelFigures> Labels { get; init; }

    /// <inheritdoc/>
    public void WriteTo(Utf8JsonWriter json)
    {
        ArgumentNullException.ThrowIfNull(json);
        json.WriteHead(this);
        json.WriteNumber("labels", Labels.Count);
        json.WriteParts(CalibrationLoss, RefinementLoss);
        json.WriteFigure("subset_accuracy", Accuracy);
        json.WriteFigure("label_accuracy", LabelAccuracy);
        json.WriteFigure("hamming_loss", HammingLoss);
        json.WriteFigure("micro_f1", MicroF1);
        json.WriteFigure("macro_f1", MacroF1);
        json.WriteFigure("roc_auc", RocAuc);
        json.WriteFigure("average_precision", AveragePrecision);
        json.WriteFigure("roc_auc_micro", MicroRocAuc);
        json.WriteFigure("average_precision_micro", MicroAveragePrecision);
        json.WriteFigure("ece", Calibration.Error);
        json.WriteReliability(Reliability);
        json.WriteFigure("brier", Brier);
        json.WriteStartArray("classes");
        foreach (var label in Labels)
        {
            json.WriteStartObject();
            json.WriteString("name", label.Name);
            json.WriteFigure("prevalence", label.Prevalence);
            json.WriteNumber("support", label.Support);
            json.WriteFigure("log_loss", label.LogLoss);
            json.WriteFigure("accuracy", label.Accuracy);
            json.WriteScores(label.Precision, label.Recall, label.F1);
            json.WriteFigure("roc_auc", label.RocAuc);
            json.WriteFigure("average_precision", label.AveragePrecision);
            json.WriteFigure("threshold", label.Threshold);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteBins("calibration", Calibration.Bins);
        json.WriteBins("reliability", Reliability.Bins);
        json.WriteRemarks(Remarks);
    }
}
