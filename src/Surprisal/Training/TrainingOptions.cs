using Surprisal.Losses;

namespace Surprisal;

/// <summary>How a classifier is trained. The defaults suit a table of some thousand rows.</summary>
public sealed record TrainingOptions
{
    /// <summary>All defaults.</summary>
    public static TrainingOptions Default { get; } = new();

    /// <summary>The defaults of a model: <see cref="ModelKind.Tabular"/> goes through ten epochs of one cycle, fastai's sizes and way of training; the others have <see cref="Default"/>'s.</summary>
    public static TrainingOptions For(ModelKind model) => model == ModelKind.Tabular
        ? new() { Model = model, Hidden = [200, 100], Epochs = 10, Patience = 0, LearningRate = 2e-3, Schedule = Schedule.OneCycle, WarmUp = 0.25 }
        : new() { Model = model };

    /// <summary>What is trained.</summary>
    public ModelKind Model { get; init; }

    /// <summary>Makes layers of your own for examples of a shape and so many outputs, instead of <see cref="Model"/>; null takes that.</summary>
    public Func<Data.ExampleShape, int, Sequential>? Layers { get; init; }

    /// <summary>The loss; null chooses by the target: cross-entropy for classes and soft labels, binary cross-entropy for 0/1 columns.</summary>
    public Loss? Loss { get; init; }

    /// <summary>Linear: the weight of Σ ℓ against ½‖weights‖², as in scikit-learn.</summary>
    public double C { get; init; } = 1;

    /// <summary>Mlp: the sizes of the hidden layers.</summary>
    public IReadOnlyList<int> Hidden { get; init; } = [128, 64];

    /// <summary>Tabular: the share of hidden numbers that a training step leaves out, in [0, 1).</summary>
    public double Dropout { get; init; } = 0.2;

    /// <summary>Mlp: passes over the training rows, at most.</summary>
    public int Epochs { get; init; } = 30;

    /// <summary>Mlp: stop after that many epochs without a better validation loss, and go back to the best; 0 never stops early, nor can fewer epochs than that.</summary>
    public int Patience { get; init; } = 5;

    /// <summary>Networks: what of the validation rows says which epoch is the best.</summary>
    public StopMetric StopBy { get; init; }

    /// <summary>Networks: the decay of an exponential moving average of the weights, in [0, 1), which is validated and kept instead of the last step's; 0 takes none, 0.999 is common. Polyak and Juditsky 1992, doi:10.1137/0330046.</summary>
    public double Ema { get; init; }

    /// <summary>Mlp: rows per step, at most: an epoch is cut into even batches; null takes 128, but on small data a fortieth of the rows, 16 at least, so that an epoch has steps enough.</summary>
    public int? BatchSize { get; init; }

    /// <summary>Mlp: how a step follows from the gradient.</summary>
    public Optimizer Optimizer { get; init; } = Optimizer.AdamW;

    /// <summary>Mlp: the size of a step; <see cref="Schedule"/> changes it on the way.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Mlp: how the learning rate changes from the first batch to the last.</summary>
    public Schedule Schedule { get; init; }

    /// <summary>Mlp: the share of all batches in which the learning rate rises from nothing, in [0, 1); one-cycle needs one.</summary>
    public double WarmUp { get; init; }

    /// <summary>Mlp: the longest gradient, as the root of the sum of all its squares; a longer one is shortened to it. Infinite clips nothing.</summary>
    public double Clip { get; init; } = double.PositiveInfinity;

    /// <summary>Networks: α of the Beta(α, α) by which rows are mixed in pairs, features and answers alike; 0 mixes none, fastai's 0.4 is common. Zhang et al. 2017, arXiv:1710.09412.</summary>
    public double Mixup { get; init; }

    /// <summary>Networks: which rows an epoch takes.</summary>
    public Sampling Sampling { get; init; }

    /// <summary>Networks: how training pictures are altered.</summary>
    public Augmentation Augmentation { get; init; }

    /// <summary>Whether the classifier's temperature is fitted to <see cref="Data.TrainingData.Validation"/> afterwards, so that its probabilities can be taken at their word; it stays 1 where those rows cannot tell.</summary>
    public bool Calibrate { get; init; }

    /// <summary>Whether thresholds are chosen on <see cref="Data.TrainingData.Validation"/> for the largest F1: of two classes the second's, of labels the micro-averaged one.</summary>
    public bool F1Thresholds { get; init; }

    /// <summary>What answers cost, for a classifier that gives the cheapest instead of the likeliest; null for the likeliest. See <see cref="Classifier.Decide"/>.</summary>
    public CostMatrix? Costs { get; init; }

    /// <summary>Decides everything random: the same seed gives the same bytes.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Processor cores to use; the result does not depend on it.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>The most rows that a step takes of so many.</summary>
    internal int RowsPerStep(int rows) => Math.Min(BatchSize ?? Math.Clamp(rows / 40, 16, 128), rows);
}
