namespace Surprisal;

/// <summary>What a classifier says about one example.</summary>
/// <param name="Label">The answer: a class, or all labels that apply joined by |.</param>
/// <param name="Classes">The classes or labels.</param>
/// <param name="Probabilities">One for each of them.</param>
public sealed record Prediction(string Label, IReadOnlyList<string> Classes, IReadOnlyList<float> Probabilities)
{
    /// <summary>The probability of a class or label.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public float this[string name]
    {
        get
        {
            for (int k = 0; k < Classes.Count; k++)
                if (Classes[k] == name) return Probabilities[k];
            throw new ArgumentException($"'{name}' is not a class; classes: {string.Join(", ", Classes)}.");
        }
    }
}
