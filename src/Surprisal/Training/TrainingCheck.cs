using System.Globalization;
using Surprisal.Data;
using Surprisal.Losses;

namespace Surprisal;

/// <summary>Refuses options that do not fit the rows or the loss, before anything is trained.</summary>
static class TrainingCheck
{
    const double LeastMixup = 1e-9, MostMixup = 1e9;

    /// <summary>What every training needs.</summary>
    public static void Rows(Dataset training, Loss loss)
    {
        var names = training.Targets!.ClassNames;
        Weights("class weight", loss.ClassWeights, names.Count, mayBeOne: false);
        Weights("positive weight", loss.PositiveWeights, names.Count, mayBeOne: true);
        if (training.RowWeights is { } weights && Array.TrueForAll(weights, weight => weight == 0)) throw new TrainingException("all row weights are 0: there is nothing to learn from");
    }

    /// <summary>What a linear model cannot do.</summary>
    public static void Linear(TrainingOptions options)
    {
        string? what = options.Mixup != 0 ? "mixup" : options.Sampling != Sampling.Shuffled ? "sampling" : options.Augmentation.IsNone ? null : "augmentation";
        if (what is not null) throw new TrainingException($"{what} needs a network, which learns batch by batch; a linear model is fitted to all rows at once");
    }

    /// <summary>What a network needs.</summary>
    public static void Network(TrainingOptions options, Dataset training, Loss loss)
    {
        if (!(options.Ema is >= 0 and < 1)) throw new TrainingException(string.Create(CultureInfo.InvariantCulture, $"the decay of the weights' average must lie in [0, 1), got {options.Ema}"));
        StopScore.Check(options.StopBy, training.Targets!.Kind);
        if (options.Mixup != 0) CheckMixup(options.Mixup, training.Targets!.Kind, loss);
        if (options.Mixup != 0 && options.Model == ModelKind.Tabular)
            throw new TrainingException("mixup cannot mix categories, which tabular learns a vector for: choose mlp, whose categories are one-hot");
        if (options.Sampling == Sampling.Balanced && training.Targets!.Kind == TargetKind.MultiLabel)
            throw new TrainingException("balanced sampling needs one class a row, and these rows hold several labels: balance those by positive weights");
        if (options.Sampling == Sampling.Weighted && training.RowWeights is null)
            throw new TrainingException("weighted sampling needs row weights, and these rows have none");
        if (!options.Augmentation.IsNone) CheckPictures(options.Augmentation, training.Shape);
    }

    static void CheckMixup(double alpha, TargetKind kind, Loss loss)
    {
        if (!(alpha is >= LeastMixup and <= MostMixup))
            throw new TrainingException(string.Create(CultureInfo.InvariantCulture, $"mixup must be 0 or lie in [{LeastMixup}, {MostMixup}], got {alpha}"));
        if (kind != TargetKind.ClassIndex || TakesShares(loss.Info)) return;
        string[] fitting = [.. LossCatalog.All.Where(d => TakesShares(d.Info) && Trainer.Fits(d.Info, kind)).Select(d => d.Info.Name)];
        throw new TrainingException($"mixup makes rows of two classes, and {loss.Info.Name} takes one; losses that take both: {string.Join(", ", fitting)}");
    }

    static bool TakesShares(LossInfo info) => info.Targets.HasFlag(TargetKinds.Distribution);

    static void CheckPictures(Augmentation augmentation, ExampleShape shape)
    {
        if (shape.Height == 1 || shape.Width == 1) throw new TrainingException($"augmentation needs pictures, and these rows are lists of {shape.Count} features");
        int most = Math.Min(shape.Height, shape.Width) - 1;
        if (augmentation.Shift < 0 || augmentation.Shift > most)
            throw new TrainingException($"pictures of {shape.Height} × {shape.Width} can be shifted by 0 to {most} pixels, got {augmentation.Shift}");
    }

    static void Weights(string what, IReadOnlyList<double>? weights, int classes, bool mayBeOne)
    {
        if (weights is null) return;
        if (weights.Count != classes && !(mayBeOne && weights.Count == 1))
            throw new TrainingException($"one {what} for each of the {classes} classes expected, got {weights.Count}");
        for (int k = 0; k < weights.Count; k++)
        {
            if (!(weights[k] >= 0 && double.IsFinite(weights[k])))
                throw new TrainingException(string.Create(CultureInfo.InvariantCulture, $"{what} {k}: a finite number of 0 or more expected, got {weights[k]}"));
        }
        if (weights.All(weight => weight == 0)) throw new TrainingException($"every {what} is 0: there is nothing to learn from");
    }
}
