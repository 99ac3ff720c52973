namespace Surprisal.Losses;

/// <summary>What <see cref="LossProbe"/> found out about a loss by trying it, in doubles.</summary>
/// <param name="Verdict">Which probability it asks for.</param>
/// <param name="Asked">The probability that costs least, as the true one goes from 0.05 to 0.95.</param>
/// <param name="Curve">Value and slope as the margin of the true class goes from −10 to 10.</param>
/// <param name="SlopeWhenWrong">The largest |∂ℓ/∂z| of a row whose true class trails by 10; cross-entropy's is 1.</param>
/// <param name="SlopeWhenRight">The same where the true class leads by 10.</param>
/// <param name="LowerBound">The smallest value that was met.</param>
/// <param name="Lipschitz">The largest |∂ℓ/∂z| that was met; infinite where it grows with the logits.</param>
/// <param name="SameAs">Losses of the catalog, at their defaults, that are this one times a factor where each row has one true class.</param>
/// <param name="SlopeError">How far the slopes written by hand are from the derivative by dual numbers, and the gradient from differences of the value; relative to 1 or the slope.</param>
public sealed record ProbeReport(
    ProbeVerdict Verdict, IReadOnlyList<AskedProbability> Asked, IReadOnlyList<MarginPoint> Curve, double SlopeWhenWrong, double SlopeWhenRight,
    double LowerBound, double Lipschitz, IReadOnlyList<SameLoss> SameAs, double SlopeError);

/// <summary>Which probability a loss asks for.</summary>
/// <param name="True">How often the first class is true.</param>
/// <param name="Asked">The probability of it that costs least on average.</param>
public readonly record struct AskedProbability(double True, double Asked);

/// <summary>A loss at one margin.</summary>
/// <param name="Margin">How far the true class leads, in logits.</param>
/// <param name="Value">ℓ.</param>
/// <param name="Slope">∂ℓ/∂margin.</param>
public readonly record struct MarginPoint(double Margin, double Value, double Slope);

/// <summary>Another loss that is the same function.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Factor">What its value is multiplied by to be this one's.</param>
public readonly record struct SameLoss(string Name, double Factor);
