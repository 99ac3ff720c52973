namespace Surprisal;

/// <summary>What all losses of a comparison have in common: the model, how it is trained, and the noise that it meets.</summary>
/// <param name="Name">Tells it from others, such as <c>depth 3</c>; empty where there is one setting only.</param>
/// <param name="Training">How to train; its loss, seed and threads play no part.</param>
public sealed record ComparisonSetting(string Name, TrainingOptions Training)
{
    /// <summary>The share of rows learnt from whose label becomes another class, each other class alike; those held out keep theirs.</summary>
    public double LabelNoise { get; init; }

    /// <summary>Gaussian noise on the features of the rows held out, in standard deviations of each feature over the training rows.</summary>
    public double InputNoise { get; init; }
}
