namespace Surprisal;

/// <summary>A model file could not be read or written. The message is one line that names the file and says what is wrong with it.</summary>
/// <param name="message">That line.</param>
/// <param name="inner">What the system said, if anything.</param>
public sealed class ModelFileException(string message, Exception? inner = null) : Exception(message, inner);
