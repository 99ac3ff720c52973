namespace Surprisal.Losses;

/// <summary>Something that looks like a mistake.</summary>
/// <param name="Code">Which one: stable, such as <c>SUR001</c>.</param>
/// <param name="Seen">What was seen, in one line, with numbers.</param>
/// <param name="Advice">What to do about it, in one line.</param>
public sealed record Finding(string Code, string Seen, string Advice);
