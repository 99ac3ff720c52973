namespace Surprisal.Data;

/// <summary>Finds the name that a mistyped one was probably meant to be.</summary>
public static class NameHints
{
    const int LongestList = 10;

    /// <summary>The known name with the fewest typing errors between it and <paramref name="given"/>, or null if none is near.</summary>
    /// <remarks>Near is an error for every three letters, and one in shorter names if a letter is still right.</remarks>
    /// <param name="given">What was typed. Upper and lower case count as the same.</param>
    /// <param name="known">The names that would have been valid; of equally near ones the first is taken.</param>
    public static string? Closest(string given, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(given);
        ArgumentNullException.ThrowIfNull(known);
        string? closest = null;
        int fewest = Math.Max(1, given.Length / 3) + 1;
        foreach (string name in known)
        {
            if (Math.Abs(name.Length - given.Length) >= fewest) continue;
            int errors = TypingErrors(given.ToUpperInvariant(), name.ToUpperInvariant());
            if (errors < fewest && errors < Math.Max(given.Length, name.Length)) (closest, fewest) = (name, errors);
        }

        return closest;
    }

    /// <summary>The end of an error line about an unknown name: <c>; did you mean 'income'?</c>, or a list such as <c>; columns: a, b</c>.</summary>
    /// <param name="given">What was typed.</param>
    /// <param name="known">The names that would have been valid.</param>
    /// <param name="label">What the names are, for the list: "columns", "files".</param>
    public static string Suggest(string given, IReadOnlyCollection<string> known, string label) =>
        Closest(given, known) is { } name ? $"; did you mean '{name}'?" : known.Count == 0 ? "" : $"; {label}: {List(known)}";

    /// <summary>The first ten names, and how many there are if that is not all.</summary>
    internal static string List(IReadOnlyCollection<string> names)
    {
        string first = string.Join(", ", names.Take(LongestList).Select(name => CellText.OneLine(name)));
        return names.Count > LongestList ? $"{first}, … ({CellText.Count(names.Count)} in all)" : first;
    }

    /// <summary>Letters to insert, delete, replace or swap with their neighbour to get from one text to the other.</summary>
    static int TypingErrors(string from, string to)
    {
        int[] beforePrevious = new int[to.Length + 1], previous = new int[to.Length + 1], current = new int[to.Length + 1];
        for (int j = 0; j <= to.Length; j++) previous[j] = j;
        for (int i = 1; i <= from.Length; i++)
        {
            current[0] = i;
            for (int j = 1; j <= to.Length; j++)
            {
                int replaced = previous[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                int errors = Math.Min(replaced, Math.Min(previous[j], current[j - 1]) + 1);
                bool swapped = i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1];
                current[j] = swapped ? Math.Min(errors, beforePrevious[j - 2] + 1) : errors;
            }

            (beforePrevious, previous, current) = (previous, current, beforePrevious);
        }

        return previous[to.Length];
    }
}
