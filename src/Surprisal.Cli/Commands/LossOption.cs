using Surprisal.Losses;

namespace Surprisal.Cli;

/// <summary>A loss given on the command line.</summary>
static class LossOption
{
    public static Loss? Parse(string? text)
    {
        if (text is null) return null;
        try
        {
            return LossCatalog.Parse(text);
        }
        catch (ArgumentException e)
        {
            throw new UsageException($"--loss: {e.Message}");
        }
    }

    /// <summary>A loss whose options stand apart from its name.</summary>
    public static Loss Parse(string name, IEnumerable<(string Name, string Value)> options)
    {
        string given = string.Join(',', options.Select(o => $"{o.Name}={o.Value}"));
        string text = given.Length == 0 ? name : name + (name.Contains(':', StringComparison.Ordinal) ? "," : ":") + given;
        try
        {
            return LossCatalog.Parse(text);
        }
        catch (ArgumentException e)
        {
            throw new UsageException(e.Message.TrimEnd('.'));
        }
    }
}
