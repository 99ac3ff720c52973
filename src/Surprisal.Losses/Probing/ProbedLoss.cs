using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>Any loss as a function of one row of logits and a true class: what a probe turns.</summary>
sealed class ProbedLoss(Loss loss)
{
    // Weights of a number of classes that a probe's rows do not have, and a class that would cost nothing, would hide the formula.
    readonly Loss _sum = loss with
    {
        Reduction = Reduction.Sum,
        Threads = 1,
        ClassWeights = null,
        IgnoreIndex = null,
        PositiveWeights = loss.PositiveWeights is { Count: 1 } ? loss.PositiveWeights : null,
    };

    public LossInfo Info => loss.Info;

    /// <summary>Whether it looks at each logit alone.</summary>
    public bool IsPointwise { get; } = loss.LossCount(1, 2) == 2;

    /// <summary>Whether a row is one yes or no.</summary>
    public bool IsBinary => IsPointwise && Info.Activation != OutputActivation.Exponential;

    /// <summary>Whether a row is one number, not a yes or no.</summary>
    public bool IsNumber => IsBinary && Info.Activation == OutputActivation.Identity;

    /// <summary>Value and gradient of a row by its logits; a loss on log-probabilities gets log softmax of them.</summary>
    public (double Value, double[] Gradient) At(double[] logits, int target)
    {
        double[] gradient = new double[logits.Length];
        if (IsBinary) return (_sum.Evaluate(logits.AsMatrix(logits.Length), new[] { 1.0 - target }, gradient.AsMatrix(logits.Length)), gradient);
        double[] input = Info.Activation == OutputActivation.Exponential ? LogSoftmax(logits) : logits;
        double value = Info.Targets.HasFlag(TargetKinds.ClassIndex)
            ? _sum.Evaluate(input.AsMatrix(input.Length), new[] { target }, gradient.AsMatrix(input.Length))
            : _sum.Evaluate(input.AsMatrix(input.Length), OneHot(input.Length, target), gradient.AsMatrix(input.Length));
        if (Info.Activation == OutputActivation.Exponential)
        {
            double sum = gradient.Sum();
            for (int k = 0; k < gradient.Length; k++) gradient[k] -= Math.Exp(input[k]) * sum;
        }
        return (value, gradient);
    }

    /// <summary>The value of one logit for any target.</summary>
    public double ValueAt(double logit, double target) => _sum.Evaluate(new[] { logit }.AsMatrix(1), new[] { target });

    /// <summary>The largest |∂ℓ/∂z| of a row.</summary>
    public double SteepestAt(double[] logits, int target)
    {
        double steepest = 0;
        foreach (double slope in At(logits, target).Gradient) steepest = Math.Max(steepest, Math.Abs(slope));
        return steepest;
    }

    /// <summary>The row whose first class leads by <paramref name="margin"/>: one logit where a row is one yes or no, else two. Of numbers the row with this error.</summary>
    public double[] Row(double margin) => IsNumber ? [margin + 1] : IsBinary ? [margin]
        : Info.Activation == OutputActivation.AbsNormalised ? [Sigmoid(margin), Sigmoid(-margin)] : [margin / 2, -margin / 2];

    /// <summary>The probability of the first class that the loss's own activation reads from <see cref="Row"/>.</summary>
    public double Probability(double margin) => Info.Activation == OutputActivation.Identity ? margin : Sigmoid(margin);

    /// <summary>The largest difference between slopes: by hand and dual numbers, and of the value by small steps.</summary>
    public double SlopeError(double[] logits, int target)
    {
        Targets<double> answer = IsBinary ? new[] { 1.0 - target } : Info.Targets.HasFlag(TargetKinds.ClassIndex) ? new[] { target } : OneHot(logits.Length, target);
        return _sum.SlopeError(Info.Activation == OutputActivation.Exponential ? LogSoftmax(logits) : logits, answer);
    }

    static double[] OneHot(int classes, int target)
    {
        double[] oneHot = new double[classes];
        oneHot[target] = 1;
        return oneHot;
    }

    static double[] LogSoftmax(double[] logits) => SoftmaxReading.Of<double>(logits).LogProbabilities;

    static double Sigmoid(double x) => x >= 0 ? 1 / (1 + Math.Exp(-x)) : Math.Exp(x) / (1 + Math.Exp(x));
}
