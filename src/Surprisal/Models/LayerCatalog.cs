namespace Surprisal;

/// <summary>The layers that a saved model can hold, by kind.</summary>
static class LayerCatalog
{
    static readonly Dictionary<string, Func<LayerReader, Layer>> s_all = new(StringComparer.Ordinal)
    {
        ["average-pooling"] = saved => new AveragePooling(saved.Shape("shape"), saved.Size("kernel"), saved.Size("stride")),
        ["batch-norm"] = saved => new BatchNorm(saved.Size("channels"), saved.Size("places")),
        ["channels-last"] = saved => new ChannelsLast(saved.Shape("shape")),
        ["convolution"] = Convolution.Read,
        ["dense"] = saved => new Dense(saved.Inputs, saved.Outputs),
        ["dropout"] = saved => new Dropout(saved.Inputs, saved.Number("share")),
        ["embedding"] = CategoryEmbedding.Read,
        ["gelu"] = saved => new Gelu(saved.Inputs),
        ["global-average-pooling"] = saved => new GlobalAveragePooling(saved.Shape("shape")),
        ["layer-norm"] = saved => new LayerNorm(saved.Inputs),
        ["max-pooling"] = saved => new MaxPooling(saved.Shape("shape"), saved.Size("kernel"), saved.Size("stride")),
        ["pooled-convolution"] = PooledConvolution.Read,
        ["relu"] = saved => new Relu(saved.Inputs),
        ["residual"] = saved => new Residual(saved.Layer("body"), saved.Has("shortcut") ? saved.Layer("shortcut") : null),
        ["sequential"] = saved => new Sequential(saved.Layers),
    };

    /// <summary>Makes the layer that a file describes.</summary>
    /// <exception cref="ModelFileException">There is no such kind, or its sizes do not fit together.</exception>
    public static Layer Read(LayerReader saved)
    {
        var make = saved.Own ?? s_all.GetValueOrDefault(saved.Kind)
            ?? throw saved.Wrong($"is of kind '{saved.Kind}', which this program does not know: a layer of one's own is named where the file is loaded; kinds: {string.Join(", ", s_all.Keys)}");
        var layer = make(saved);
        if (layer.Inputs != saved.Inputs || layer.Outputs != saved.Outputs)
            throw saved.Wrong($"{layer.Kind} maps {layer.Inputs} inputs to {layer.Outputs} outputs, not {saved.Inputs} to {saved.Outputs}");
        return layer;
    }
}
