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

    /// <summary>A loss whose options stand apart from its name.</summary>
    public static Loss Parse(string name, IEnumerable<(string Name, string Value)> options)
    {
        string given = string.Join(',', options.Select(o => $"{o.Name}={o.Value}"));
        string text = given.Length == 0 ? name : name + (name.Contains(':', StringComparison.Ordinal) ? "," : ":") + given;
        return Parse(text, "", e => e.Message.TrimEnd('.'));
    }

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
