using Surprisal.Data;

namespace Surprisal.Tests;

public class ArchitectureTests
{
    static readonly TrainingOptions s_conv = TrainingOptions.Default with { Model = ModelKind.Conv }, s_resNet = TrainingOptions.Default with { Model = ModelKind.ResNetSmall };

    [Fact]
    public void Conv_halves_the_picture_twice()
    {
        var layers = Architecture.Of(s_conv, new(1, 28, 28), [], 10);
        Assert.Equal(["pooled-convolution", "pooled-convolution", "dense", "relu", "dense"], layers.Layers.Select(l => l.Kind));
        Assert.Equal(new ExampleShape(32, 7, 7), ((PictureLayer)layers.Layers[1]).OutputShape);
        Assert.Equal((9 + 1) * 16 + (9 * 16 + 1) * 32 + (32 * 7 * 7 + 1) * 128 + (128 + 1) * 10, new Network(layers).Values().Length);
    }

    [Fact]
    public void Tabular_embeds_categories_and_drops_out()
    {
        var layers = Architecture.Of(TrainingOptions.For(ModelKind.Tabular), ExampleShape.List(5), [new("colour", 1, 10), new("size", 4, 3)], 2);
        Assert.Equal(["embedding", "dense", "relu", "batch-norm", "dropout", "dense", "relu", "batch-norm", "dropout", "dense"], layers.Layers.Select(l => l.Kind));
        Assert.Equal(3 + 6 + 3, layers.Layers[0].Outputs); // three numbers, and what fastai's rule gives ten and three levels
        Assert.Equal([200, 100, 2], layers.Layers.OfType<Dense>().Select(l => l.Outputs));
    }

    [Fact]
    public void ResNet_small_has_three_stages()
    {
        var layers = Architecture.Of(s_resNet, new(3, 33, 29), [], 7);
        Assert.Equal("channels-last", layers.Layers[0].Kind);
        Assert.Equal(3, layers.Layers.Count(l => l is Residual));
        Assert.Equal(new ExampleShape(64, 9, 8), layers.Layers.OfType<GlobalAveragePooling>().Single().InputShape);
    }

    [Theory]
    [InlineData(ModelKind.Conv, 1, 1, 4, "conv needs pictures, but an example is a list of 4 features: use mlp or linear")]
    [InlineData(ModelKind.ResNetSmall, 1, 1, 64, "resnet-small needs pictures, but an example is a list of 64 features: use mlp or linear")]
    [InlineData(ModelKind.Conv, 3, 3, 50, "conv needs pictures of at least 4 × 4 pixels, got 3 × 50")]
    public void Models_for_pictures_refuse_what_is_none(ModelKind model, int channels, int height, int width, string message) =>
        Assert.Equal(message, Assert.Throws<TrainingException>(() => Architecture.Of(s_conv with { Model = model }, new(channels, height, width), [], 2)).Message);
}
