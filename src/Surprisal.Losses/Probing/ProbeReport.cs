namespace Surprisal.Losses;

/// <summary>What <see cref="LossProbe"/> found out about a loss by trying it, in doubles.</summary>
public sealed record ProbeReport
{
    /// <summary>Which probability it asks for where there are two classes, or one yes or no.</summary>
    public required ProbeVerdict Verdict { get; init; }

    /// <summary>The probability that costs least, as the true one goes from 0.05 to 0.95.</summary>
    public required IReadOnlyList<AskedProbability> Asked { get; init; }

    /// <summary>Value and slope as the margin of the true class goes from −10 to 10.</summary>
    public required IReadOnlyList<MarginPoint> Curve { get; init; }

    /// <summary>The largest |∂ℓ/∂z| of a row whose true class trails by 10, where cross-entropy's is 1; for numbers that of an error of 10.</summary>
    public required AnswerSlopes SlopeWhenWrong { get; init; }

    /// <summary>The largest |∂ℓ/∂z| of a row whose true class leads by 10; for numbers that of an error of 0.1.</summary>
    public required AnswerSlopes SlopeWhenRight { get; init; }

    /// <summary>The smallest value that was met, for one true class, one yes or no, or one number.</summary>
    public required double LowerBound { get; init; }

    /// <summary>Whether logits of ordinary size reach <see cref="LowerBound"/>; else the loss only comes near it as they grow.</summary>
    public required bool ReachesLowerBound { get; init; }

    /// <summary>The largest |∂ℓ/∂z| that was met; infinite where it grows without end.</summary>
    public required double Lipschitz { get; init; }

    /// <summary>Whether the loss lay below its chords everywhere it was tried: then a linear model has one minimum.</summary>
    public required bool IsConvex { get; init; }

    /// <summary>Whether the losses of a row, added over all its possible answers, are a constant: then evenly wrong labels do not move the minimum (arXiv 1712.09482).</summary>
    public required bool IsSymmetric { get; init; }

    /// <summary>Losses of the catalog, at their defaults, that are this one but for a factor and a constant where each row has one true class.</summary>
    public required IReadOnlyList<SameLoss> SameAs { get; init; }

    /// <summary>How far the slopes written by hand are from the derivative by dual numbers, and the gradient from differences of the value; relative to 1 or the slope.</summary>
    public required double SlopeError { get; init; }
}

/// <summary>Which probability a loss asks for.</summary>
/// <param name="True">How often the first class is true; for numbers the share of targets that are 1, the others being 0.</param>
/// <param name="Asked">The probability of it, or the number, that costs least on average.</param>
/// <param name="LeastCost">What that costs on average: cross-entropy's is the entropy of <paramref name="True"/>.</param>
public readonly record struct AskedProbability(double True, double Asked, double LeastCost);

/// <summary>A loss at one margin.</summary>
/// <param name="Margin">How far the true class leads, in logits; for numbers the error z − t.</param>
/// <param name="Value">ℓ.</param>
/// <param name="Slope">∂ℓ/∂margin.</param>
public readonly record struct MarginPoint(double Margin, double Value, double Slope);

/// <summary>A slope for either answer; only losses that tell a yes from a no have two.</summary>
/// <param name="Yes">Where the answer is yes, or a class.</param>
/// <param name="No">Where it is no, or another class.</param>
public readonly record struct AnswerSlopes(double Yes, double No)
{
    /// <summary>Whether both are the same but for rounding.</summary>
    public bool AreSame => Math.Abs(Yes - No) <= 1e-9 * Math.Max(Yes, No);
}

/// <summary>Another loss that is the same function: ℓ = factor·other + offset.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Factor">What its value is multiplied by to be this one's.</param>
/// <param name="Offset">What is added then.</param>
public readonly record struct SameLoss(string Name, double Factor, double Offset = 0);
