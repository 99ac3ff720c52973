using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Surprisal.Losses;

namespace Surprisal.Web;

/// <summary>The fields of a form, from an address or a body, each checked as it is read.</summary>
/// <param name="values">By name; a name may come several times.</param>
sealed class Fields(IEnumerable<KeyValuePair<string, StringValues>> values)
{
    const int LongestText = 200;

    readonly Dictionary<string, StringValues> _values = new(values, StringComparer.Ordinal);

    public bool IsEmpty => _values.Count == 0;

    /// <summary>All of them as the end of an address.</summary>
    public QueryString Query => QueryString.Create(_values);

    public bool Has(string name) => _values.ContainsKey(name);

    /// <summary>All values of a name, but for empty ones.</summary>
    public string[] All(string name) => _values.TryGetValue(name, out var found) ? [.. found.OfType<string>().Where(text => text.Length > 0).Select(text => Short(name, text.Trim()))] : [];

    public string Text(string name, string missing) => All(name) is [var first, ..] ? first : missing;

    /// <exception cref="InputException">It is no number from <paramref name="least"/> to <paramref name="most"/>.</exception>
    public double Number(string name, string label, double missing, double least, double most)
    {
        string text = Text(name, "");
        if (text.Length == 0) return missing;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value >= least && value <= most) return value;
        throw new InputException(string.Create(CultureInfo.InvariantCulture, $"{label} must be a number from {least} to {most}, got '{text}'"));
    }

    /// <exception cref="InputException">It is no whole number from <paramref name="least"/> to <paramref name="most"/>.</exception>
    public int Whole(string name, string label, int missing, int least, int most)
    {
        double value = Number(name, label, missing, least, most);
        return value == Math.Floor(value) ? (int)value : throw new InputException($"{label} must be a whole number from {least} to {most}, got '{Text(name, "")}'");
    }

    /// <exception cref="InputException">It is none of those.</exception>
    public string Choice(string name, string label, string missing, params IReadOnlyCollection<string> valid)
    {
        string text = Text(name, missing);
        return valid.Contains(text) ? text : throw new InputException($"'{text}' is not a {label}{Data.NameHints.Suggest(text, valid, "valid")}");
    }

    /// <summary>The losses that a name's values spell, such as <c>focal:gamma=2</c>; several may stand in one value, apart by spaces or semicolons.</summary>
    /// <exception cref="InputException">One is no loss, or there are too many.</exception>
    public (string Text, Loss Loss)[] Losses(int most, params IReadOnlyList<string> names)
    {
        string[] texts = [.. names.SelectMany(All).SelectMany(text => text.Split([' ', ';'], StringSplitOptions.RemoveEmptyEntries)).Distinct()];
        if (texts.Length > most) throw new InputException($"up to {most} losses at a time, got {texts.Length}");
        return [.. texts.Select(text => (text, Loss(text)))];
    }

    /// <summary>One loss by its text.</summary>
    /// <exception cref="InputException">It is none; the message offers the nearest.</exception>
    public static Loss Loss(string text)
    {
        try
        {
            return LossCatalog.Parse(text);
        }
        catch (ArgumentException e)
        {
            string name = text.Split(':')[0];
            string[] names = [.. LossCatalog.All.Select(d => d.Info.Name)];
            throw new InputException(names.Contains(name) ? e.Message.TrimEnd('.') : $"'{name}' is not a loss{Data.NameHints.Suggest(name, names, "losses")}");
        }
    }

    static string Short(string name, string text) => text.Length <= LongestText ? text : throw new InputException($"{name} is longer than {LongestText} letters");
}
