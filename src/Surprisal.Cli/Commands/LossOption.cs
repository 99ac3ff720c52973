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
}
