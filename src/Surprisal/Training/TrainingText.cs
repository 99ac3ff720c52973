using System.Globalization;

namespace Surprisal;

/// <summary>Numbers in what training says.</summary>
static class TrainingText
{
    public static string Nats(double loss) => loss.ToString("0.0000", CultureInfo.InvariantCulture) + " nats";
}
