namespace Surprisal;

/// <summary>What a layer computes with in one pass, besides what goes in and comes out. The same for a batch's forward and backward.</summary>
public readonly ref struct LayerStep
{
    /// <summary>Who computes.</summary>
    public required Engine Engine { get; init; }

    /// <summary>What the layer learns, in the order of <see cref="Layer.Parameters"/>.</summary>
    public ReadOnlySpan<float> Parameters { get; init; }

    /// <summary>What the layer gathers, in the order of <see cref="Layer.Statistics"/>; written by a forward pass in training.</summary>
    public Span<float> Statistics { get; init; }

    /// <summary>As many numbers as <see cref="Layer.MemoryLength"/> says: what forward leaves there, backward finds. Not cleared.</summary>
    public Span<float> Memory { get; init; }

    /// <summary>Whether the layer trains: dropout drops, and batch norm measures the batch at hand.</summary>
    public bool IsTraining { get; init; }

    /// <summary>What chance is drawn from: another number for every batch and layer, the same for its forward and backward pass.</summary>
    public ulong Noise { get; init; }
}
