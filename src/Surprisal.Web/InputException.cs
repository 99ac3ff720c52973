namespace Surprisal.Web;

/// <summary>A field holds something that cannot be used; the message is one line that says which, what came and what would be valid.</summary>
sealed class InputException(string message) : Exception(message);
