namespace Surprisal.Cli;

/// <summary>Ctrl-C came, and something was kept: the message says what, and how to go on.</summary>
sealed class InterruptedException(string message) : OperationCanceledException(message);
