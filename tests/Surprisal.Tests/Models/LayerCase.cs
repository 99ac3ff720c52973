namespace Surprisal.Tests;

/// <summary>One row per layer: how to make a small one for the checks that all must pass.</summary>
/// <param name="Kind">What a saved model calls it.</param>
/// <param name="Make">Makes it.</param>
/// <param name="Seed">Of its numbers: one that keeps them clear of its kinks.</param>
public sealed record LayerCase(string Kind, Func<Layer> Make, int Seed = 4)
{
    /// <summary>All layers of the house.</summary>
    public static readonly LayerCase[] All =
    [
        new("average-pooling", () => new AveragePooling(new(9, 5, 4), 3, 1)),
        new("batch-norm", () => new BatchNorm(9, 4)),
        new("channels-last", () => new ChannelsLast(new(3, 2, 4))),
        new("convolution", () => new Convolution(new(3, 5, 4), 5, kernel: 3, stride: 2, padding: 1)),
        new("dense", () => new Dense(5, 3)),
        new("dropout", () => new Dropout(7, 0.4)),
        new("embedding", () => new CategoryEmbedding(4, [new(1, 3, 2), new(3, 2, 1)])),
        new("gelu", () => new Gelu(9)),
        new("global-average-pooling", () => new GlobalAveragePooling(new(9, 3, 2))),
        new("layer-norm", () => new LayerNorm(19)),
        new("max-pooling", () => new MaxPooling(new(8, 3, 2), 2), Seed: 5),
        new("pooled-convolution", () => new PooledConvolution(new(8, 3, 4), 2, kernel: 3, padding: 1), Seed: 5),
        new("relu", () => new Relu(4)),
        new("residual", () => new Residual(new Sequential(new Dense(5, 4), new Dense(4, 3)), new Dense(5, 3))),
        new("sequential", () => new Sequential(new Dense(5, 4), new Relu(4), new Dense(4, 3))),
    ];

    /// <summary>The case of a layer.</summary>
    public static LayerCase Of(string kind) => All.Single(c => c.Kind == kind);
}
