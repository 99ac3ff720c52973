namespace Surprisal.Benchmarks.Products;

/// <summary>A product of training: rows × depth times depth × columns.</summary>
/// <param name="Where">What it computes there.</param>
/// <param name="Rows">Of the left operand and the result.</param>
/// <param name="Depth">What is summed over.</param>
/// <param name="Columns">Of the right operand and the result.</param>
/// <param name="TransposeA">The left operand lies transposed in memory.</param>
/// <param name="TransposeB">The right operand lies transposed in memory.</param>
sealed record ProductCase(string Where, int Rows, int Depth, int Columns, bool TransposeA = false, bool TransposeB = false)
{
    const int Batch = 128, Pixels = 784, Hidden = 512, Classes = 10, Images = 22_000;

    /// <summary>An MLP's three layers, forward and backward; a softmax regression on all rows; and square ones.</summary>
    public static IReadOnlyList<ProductCase> All { get; } =
    [
        new("first layer, forward", Batch, Pixels, Hidden),
        new("first layer, gradient of the weights", Pixels, Batch, Hidden, TransposeA: true),
        new("hidden layer, forward", Batch, Hidden, Hidden),
        new("hidden layer, gradient of the weights", Hidden, Batch, Hidden, TransposeA: true),
        new("hidden layer, gradient of the inputs", Batch, Hidden, Hidden, TransposeB: true),
        new("last layer, forward", Batch, Hidden, Classes),
        new("last layer, gradient of the weights", Hidden, Batch, Classes, TransposeA: true),
        new("last layer, gradient of the inputs", Batch, Classes, Hidden, TransposeB: true),
        new("softmax regression, all rows", Images, Pixels, Classes),
        new("softmax regression, gradient of the weights", Pixels, Images, Classes, TransposeA: true),
        new("square", 512, 512, 512),
        new("square", 1024, 1024, 1024),
    ];

    /// <summary>What it is meant to reach, in times OpenBLAS's speed.</summary>
    public double Goal => Columns <= 16 ? 1.2 : 1;

    public double Operations => 2.0 * Rows * Depth * Columns;
}
