namespace Surprisal.Tests;

/// <summary>One row per layer: how to make a small one for the checks that all must pass.</summary>
public sealed record LayerCase(string Kind, Func<Layer> Make)
{
    /// <summary>All layers of the house.</summary>
    public static readonly LayerCase[] All =
    [
        new("dense", () => new Dense(5, 3)),
        new("relu", () => new Relu(4)),
        new("sequential", () => new Sequential(new Dense(5, 4), new Relu(4), new Dense(4, 3))),
    ];

    /// <summary>The case of a layer.</summary>
    public static LayerCase Of(string kind) => All.Single(c => c.Kind == kind);
}
