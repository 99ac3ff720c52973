using Surprisal.Data;
using Surprisal.Losses;
using Surprisal.Numerics;

namespace Surprisal;

/// <summary>What is fitted after the model, to validation rows that no weight was trained on: the temperature, then the thresholds.</summary>
static class ValidationTuning
{
    /// <summary>Refuses what cannot work before anything is trained.</summary>
    public static void Check(TrainingData data, TrainingOptions options, Loss loss)
    {
        var targets = data.Training.Targets!;
        if (options.Calibrate && !Classifier.HasTemperature(loss.Info.Activation))
            throw new TrainingException($"outputs of {loss.Info.Name} cannot be calibrated: they have no temperature, as those of softmax and sigmoid losses have");
        if (options.F1Thresholds && options.Costs is not null)
            throw new TrainingException("thresholds are either those of the largest F1 or those of costs: choose one");
        if (options.F1Thresholds && (targets.Kind == TargetKind.Distribution || (targets.Kind == TargetKind.ClassIndex && targets.ClassNames.Count != 2)))
            throw new TrainingException($"{(targets.Kind == TargetKind.Distribution ? "soft labels" : $"{targets.ClassNames.Count} classes")} have no thresholds to tune for F1: two classes and labels have; costs decide among more classes");
        if (Needs(options) && data.Validation is null)
            throw new TrainingException("there are no validation rows to fit the temperature or the thresholds to: set some aside, or give more rows");
        if (options.Costs is { } costs) Refused(() => Decision.LeastCost(costs, targets.Kind, targets.ClassNames.Count));
    }

    /// <summary>Whether these options need rows that are not trained on.</summary>
    public static bool Needs(TrainingOptions options) => options.Calibrate || options.F1Thresholds;

    public static TrainingRun Apply(TrainingRun run, TrainingData data, TrainingOptions options)
    {
        var classifier = run.Classifier;
        if (options.Calibrate) run = run with { Calibration = Calibrate(classifier, data.Validation!) };
        if (options.Costs is not null) classifier.Decide(options.Costs);
        if (options.F1Thresholds) classifier.Thresholds = F1Thresholds(classifier, data.Validation!);
        return run;
    }

    static CalibrationFit Calibrate(Classifier classifier, Dataset validation)
    {
        var (before, count) = Surprisal(classifier, validation);
        try
        {
            classifier.Temperature = TemperatureScaling.Fit(classifier.Logits(validation).AsMatrix(classifier.ClassNames.Count), validation.Targets!, classifier.Activation);
        }
        catch (ArgumentException e)
        {
            throw new TrainingException($"calibration: on the validation rows, {e.Message.TrimEnd('.')}");
        }

        var (after, _) = Surprisal(classifier, validation);
        var fit = new CalibrationFit(classifier.Temperature, validation.Rows, before / count, after / count, before - after);
        classifier.Temperature = fit.Temperature;
        return fit;
    }

    // As log-losses are everywhere: of several labels the mean goes over labels too.
    static (double Sum, int Count) Surprisal(Classifier classifier, Dataset data)
    {
        var predictions = classifier.Predict(data);
        var surprisal = predictions.LabelSurprisal ?? predictions.Surprisal!;
        double sum = 0;
        for (int i = 0; i < surprisal.Count; i++) sum += surprisal[i];
        return (sum, surprisal.Count);
    }

    static double[] F1Thresholds(Classifier classifier, Dataset validation)
    {
        var (probabilities, targets) = (classifier.Predict(validation), validation.Targets!);
        if (targets.Kind == TargetKind.MultiLabel) return ThresholdTuning.ForF1(probabilities.Probabilities, targets.Values.AsMatrix(targets.ClassNames.Count));
        float[] second = new float[validation.Rows], truths = Array.ConvertAll(targets.Classes, k => (float)k);
        for (int row = 0; row < second.Length; row++) second[row] = probabilities.Probabilities[row][1];
        return ThresholdTuning.ForF1(second.AsMatrix(1), truths.AsMatrix(1));
    }

    static void Refused(Func<Decision> check)
    {
        try
        {
            check();
        }
        catch (ArgumentException e)
        {
            throw new TrainingException(e.Message.TrimEnd('.'));
        }
    }
}
