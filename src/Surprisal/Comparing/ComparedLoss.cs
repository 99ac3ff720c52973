using Surprisal.Losses;

namespace Surprisal;

/// <summary>One of the losses of a comparison.</summary>
/// <param name="Name">As it was asked for, such as <c>focal:gamma=1</c>; each comparison has it once.</param>
/// <param name="Loss">The loss.</param>
public sealed record ComparedLoss(string Name, Loss Loss)
{
    /// <summary>A loss by the text that <see cref="LossCatalog.Parse"/> takes.</summary>
    /// <exception cref="ArgumentException">No such loss or option; the message says what would be valid.</exception>
    public static ComparedLoss Parse(string text) => new(text, LossCatalog.Parse(text));

    /// <summary>Whether its outputs are probabilities of classes that exclude each other: others have an accuracy, but no log-loss, Brier score and calibration error.</summary>
    public bool GivesProbabilities => ClassReading.Of(Loss).GivesProbabilities;
}
