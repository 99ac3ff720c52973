using Surprisal.Data;
using Surprisal.Losses;

namespace Surprisal.Cli;

/// <summary>A loss given on the command line.</summary>
static class LossOption
{
    public static Loss? Parse(string? text)
    {
        if (text is null) return null;
        return Parse(text, "--loss: ", e => e.Message);
    }

    /// <summary>Several losses in one text, as <see cref="Split"/> parts it.</summary>
    public static IReadOnlyList<ComparedLoss> ParseList(IReadOnlyList<string> parts) =>
        [.. Split(parts).Select(text => new ComparedLoss(text, Parse(text, "--losses: ", e => e.Message)))];

    /// <summary>The text of each loss. A comma parts losses, and options of one loss: <c>mse,focal:gamma=1,label-smoothing=0.1</c> are two.</summary>
    public static IReadOnlyList<string> Split(IReadOnlyList<string> parts)
    {
        List<string> texts = [];
        foreach (string part in parts)
        {
            bool isOption = texts.Count > 0 && texts[^1].Contains(':', StringComparison.Ordinal) && part.Contains('=', StringComparison.Ordinal) && !part.Contains(':', StringComparison.Ordinal);
            if (isOption) texts[^1] += "," + part;
            else texts.Add(part);
        }
        return texts;
    }

    /// <summary>A loss whose options stand apart from its name.</summary>
    public static Loss Parse(string name, IEnumerable<(string Name, string Value)> options)
    {
        string given = string.Join(',', options.Select(o => $"{o.Name}={Number(o.Name, o.Value)}"));
        string text = given.Length == 0 ? name : name + (name.Contains(':', StringComparison.Ordinal) ? "," : ":") + given;
        return Parse(text, "", e => e.Message.TrimEnd('.'));
    }

    /// <summary>A comma would begin another option.</summary>
    static string Number(string option, string value) => !value.Contains(',', StringComparison.Ordinal) ? value
        : throw new UsageException($"--{option} must be one number, with a decimal point as in 0.1, got '{value}'");

    static Loss Parse(string text, string source, Func<ArgumentException, string> message)
    {
        try
        {
            return LossCatalog.Parse(text);
        }
        catch (ArgumentException e)
        {
            string name = text.Split(':')[0];
            string[] names = [.. LossCatalog.All.Select(d => d.Info.Name)];
            throw new UsageException(source + (!names.Contains(name) && NameHints.Closest(name, names) is { } meant ? $"'{name}' is not a loss; did you mean '{meant}'?" : message(e)));
        }
    }
}
