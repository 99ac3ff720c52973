namespace Surprisal.Losses;

/// <summary>One misuse that was noticed in one batch.</summary>
/// <param name="Code">The misuse's stable code, such as <c>SUR005</c>.</param>
/// <param name="Title">The misuse in a few words.</param>
/// <param name="Seen">What was seen: values and counts, and where; one line.</param>
/// <param name="Advice">What to do about it; one line.</param>
public sealed record Finding(string Code, string Title, string Seen, string Advice);
