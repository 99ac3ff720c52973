namespace Surprisal;

/// <summary>Training cannot begin or go on. The message is one line that says why and what to try.</summary>
/// <param name="message">That line.</param>
/// <param name="inner">What led to it.</param>
public sealed class TrainingException(string message, Exception? inner = null) : Exception(message, inner);
