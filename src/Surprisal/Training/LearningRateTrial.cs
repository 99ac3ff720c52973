namespace Surprisal;

/// <summary>One step of a <see cref="LearningRateFinder"/>.</summary>
/// <param name="LearningRate">The size of the step.</param>
/// <param name="Loss">The batch's loss before it, averaged with those before, in nats.</param>
public readonly record struct LearningRateTrial(double LearningRate, double Loss);
