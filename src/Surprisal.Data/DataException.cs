namespace Surprisal.Data;

/// <summary>Input that cannot be used as it is. The message is one line for the person whose file it is: what came, where, and what would be valid.</summary>
/// <param name="message">One line, without "error:" in front.</param>
/// <param name="inner">What the file system or a parser said, if it was the first to notice.</param>
public sealed class DataException(string message, Exception? inner = null) : Exception(message, inner);
