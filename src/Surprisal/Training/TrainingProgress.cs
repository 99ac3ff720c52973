namespace Surprisal;

/// <summary>How far a training is.</summary>
/// <param name="Done">From 0 to 1.</param>
/// <param name="Text">Where it is and how good, such as <c>epoch 3 of 20, loss 0.1234 nats</c>.</param>
public readonly record struct TrainingProgress(double Done, string Text);
