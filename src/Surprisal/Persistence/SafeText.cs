using System.Globalization;
using System.Text;

namespace Surprisal;

/// <summary>Text out of a file that somebody else wrote, made fit for a message of one line.</summary>
static class SafeText
{
    const int Longest = 60;

    /// <summary>The text in quotes, cut to 60 characters, with nothing in it that breaks a line or steers a terminal.</summary>
    public static string Quoted(string text)
    {
        var builder = new StringBuilder("'");
        foreach (char character in text.AsSpan(0, Math.Min(text.Length, Longest))) builder.Append(IsPlain(character) ? character : '\uFFFD');
        return builder.Append(text.Length > Longest ? "…'" : "'").ToString();
    }

    static bool IsPlain(char character) => char.GetUnicodeCategory(character) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
