using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>What a shape tells of one row; <see cref="Explanation"/> is made of it.</summary>
/// <param name="classes">How many.</param>
sealed class ToldRow(int classes)
{
    /// <summary>Everything, in the order of computation.</summary>
    public List<Step> Steps { get; } = [];

    /// <summary>What the formula names for the whole row.</summary>
    public List<Step> Formula { get; } = [];

    public bool IsIgnored { get; set; }

    public SoftmaxReading? Softmax { get; private set; }

    public double Weight { get; set; } = 1;

    /// <summary>Σ over the row before reduction.</summary>
    public double Loss { get; set; }

    public double[]? Probabilities { get; set; }

    public double[] Targets { get; } = new double[classes];

    /// <summary>What each class would cost; null where the loss looks at all together.</summary>
    public double[]? Costs { get; set; }

    public double[]? Masses { get; set; }

    /// <summary>What the formula names for each class; empty where it looks at all together.</summary>
    public List<Step>[] Notes { get; } = [.. Enumerable.Range(0, classes).Select(_ => new List<Step>())];

    public void Tell(SoftmaxReading reading)
    {
        Softmax = reading;
        Probabilities = reading.Probabilities;
        Steps.Add(new("m = max z", reading.Max));
        for (int k = 0; k < classes; k++) Steps.Add(new($"exp(z_{k} − m)", reading.Exponentials[k]));
        Steps.Add(new("Σ exp(z − m)", reading.Sum));
        for (int k = 0; k < classes; k++) Steps.Add(new($"p_{k}", reading.Probabilities[k]));
    }

    /// <summary>Adds what was noted for a class to the story.</summary>
    public void TellNotes(int k) => Steps.AddRange(Notes[k]);

    public ExplainedClass Class(int k, double logit, double gradient) => new()
    {
        Logit = logit,
        Target = Targets[k],
        Shifted = Softmax?.Shifted[k],
        Exponential = Softmax?.Exponentials[k],
        Probability = Probabilities?[k],
        LogProbability = Softmax?.LogProbabilities[k],
        Cost = Costs?[k],
        Mass = Masses?[k],
        Gradient = gradient,
        Steps = Notes[k],
    };
}
