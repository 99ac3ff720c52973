using Surprisal.Data;

namespace Surprisal;

/// <summary>The models that have a name.</summary>
static class Architecture
{
    /// <summary>The layers that the options ask for, between examples of a shape and so many logits.</summary>
    /// <exception cref="TrainingException">The model is for pictures, and there are none, or too small ones.</exception>
    public static Sequential Of(TrainingOptions options, ExampleShape shape, IReadOnlyList<CategoryColumn> categories, int outputs) => options.Model switch
    {
        ModelKind.Linear => Mlp(shape.Count, [], outputs),
        ModelKind.Mlp => Mlp(shape.Count, options.Hidden, outputs),
        ModelKind.Tabular => Tabular(shape.Count, categories, options.Hidden, options.Dropout, outputs),
        ModelKind.Conv => Conv(Picture("conv", shape), outputs),
        ModelKind.ResNetSmall => ResNetSmall(Picture("resnet-small", shape), outputs),
        _ => throw new ArgumentException($"'{options.Model}' is no model."),
    };

    /// <summary>Hidden layers with ReLU between dense ones; none is a linear model.</summary>
    public static Sequential Mlp(int inputs, IReadOnlyList<int> hidden, int outputs)
    {
        List<Layer> layers = [];
        foreach (int size in hidden)
        {
            layers.Add(new Dense(inputs, size));
            layers.Add(new Relu(size));
            inputs = size;
        }
        layers.Add(new Dense(inputs, outputs));
        return new Sequential(layers);
    }

    /// <summary>Categories as embeddings, then hidden layers, each with ReLU, batch norm and dropout.</summary>
    /// <remarks>fastai's TabularModel, without its batch norm of the numeric columns: the encoder has standardised them already.</remarks>
    public static Sequential Tabular(int inputs, IReadOnlyList<CategoryColumn> categories, IReadOnlyList<int> hidden, double dropout, int outputs)
    {
        List<Layer> layers = [];
        if (categories.Count > 0)
        {
            var embedding = new CategoryEmbedding(inputs, [.. categories.Select(column => new EmbeddedColumn(column.Index, column.Levels, CategoryEmbedding.WidthOf(column.Levels)))]);
            layers.Add(embedding);
            inputs = embedding.Outputs;
        }
        foreach (int size in hidden)
        {
            layers.AddRange([new Dense(inputs, size), new Relu(size), new BatchNorm(size)]);
            if (dropout > 0) layers.Add(new Dropout(size, dropout));
            inputs = size;
        }
        layers.Add(new Dense(inputs, outputs));
        return new Sequential(layers);
    }

    /// <summary>3 × 3 filters, 16 and then 32, each followed by pooling that halves the picture, then 128 hidden numbers.</summary>
    /// <remarks>Zeros around the pictures keep their size even, so that pooling loses no edge, and let filters see the edges.</remarks>
    public static Sequential Conv(ExampleShape shape, int outputs)
    {
        const int Hidden = 128;
        List<Layer> layers = [];
        if (shape.Channels > 1) layers.Add(new ChannelsLast(shape));
        foreach (int channels in (int[])[16, 32])
        {
            var convolution = new PooledConvolution(shape, channels, kernel: 3, padding: 1);
            layers.Add(convolution);
            shape = convolution.OutputShape;
        }
        layers.AddRange([new Dense(shape.Count, Hidden), new Relu(Hidden), new Dense(Hidden, outputs)]);
        return new Sequential(layers);
    }

    /// <summary>16, 32 and 64 channels, a residual block each, the picture halved between them; then the mean of each channel.</summary>
    public static Sequential ResNetSmall(ExampleShape shape, int outputs)
    {
        List<Layer> layers = [];
        if (shape.Channels > 1) layers.Add(new ChannelsLast(shape));
        var first = new Convolution(shape, 16, kernel: 3, padding: 1);
        layers.AddRange([first, Norm(first), new Relu(first.Outputs)]);
        shape = first.OutputShape;
        foreach (int channels in (int[])[16, 32, 64])
        {
            layers.AddRange(Block(shape, channels, stride: channels == shape.Channels ? 1 : 2, out shape));
        }
        layers.AddRange([new GlobalAveragePooling(shape), new Dense(shape.Channels, outputs)]);
        return new Sequential(layers);
    }

    static Layer[] Block(ExampleShape input, int channels, int stride, out ExampleShape output)
    {
        var first = new Convolution(input, channels, kernel: 3, stride, padding: 1);
        var second = new Convolution(first.OutputShape, channels, kernel: 3, padding: 1);
        var shortcut = stride == 1 ? null : new Convolution(input, channels, kernel: 1, stride);
        output = second.OutputShape;
        return
        [
            new Residual(
                new Sequential(first, Norm(first), new Relu(first.Outputs), second, Norm(second)),
                shortcut is null ? null : new Sequential(shortcut, Norm(shortcut))),
            new Relu(second.Outputs),
        ];
    }

    static BatchNorm Norm(PictureLayer after) => new(after.OutputShape.Channels, after.OutputShape.Height * after.OutputShape.Width);

    static ExampleShape Picture(string model, ExampleShape shape)
    {
        const int Least = 4;
        if (shape.Height == 1) throw new TrainingException($"{model} needs pictures, but an example is a list of {shape.Count} features: use mlp or linear");
        return Math.Min(shape.Height, shape.Width) >= Least ? shape : throw new TrainingException($"{model} needs pictures of at least {Least} × {Least} pixels, got {shape.Height} × {shape.Width}");
    }
}
