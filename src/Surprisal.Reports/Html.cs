using System.Text;

namespace Surprisal.Reports;

/// <summary>Text that came from outside, made harmless.</summary>
static class Html
{
    /// <summary>The text for use between tags and inside double-quoted attributes, in HTML and in SVG.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        // Runes: half of a surrogate pair comes as U+FFFD, which every encoding can write.
        foreach (var rune in text.EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '&': escaped.Append("&amp;"); break;
                case '<': escaped.Append("&lt;"); break;
                case '>': escaped.Append("&gt;"); break;
                case '"': escaped.Append("&quot;"); break;
                case '\'': escaped.Append("&#39;"); break;
                case '\t' or '\n' or '\r': escaped.Append(' '); break;
                // XML has no way to write control characters, U+FFFE and U+FFFF at all.
                case < 0x20 or (>= 0x7f and < 0xa0) or 0xfffe or 0xffff: escaped.Append('\ufffd'); break;
                default: escaped.Append(rune.ToString()); break;
            }
        }

        return escaped.ToString();
    }

    /// <summary>A name that fits its place; a long one ends in "…".</summary>
    public static string Cut(string name, int most)
    {
        if (name.Length <= most) return name;
        int end = most - 1;
        if (char.IsHighSurrogate(name[end - 1])) end--;
        return name[..end] + "…";
    }
}
