using Surprisal.Numerics;

namespace Surprisal.Losses.Tests;

/// <summary>Values and gradients of PyTorch 1.13.1 (float64) for one batch: torch.nn.functional.cross_entropy and friends.</summary>
public class PyTorchTests
{
    static readonly double[] s_logits = [1.5, -0.25, 0.75, 0, 2, -1, -3, 0.5, 0.25, 4, 1, -2];
    static readonly int[] s_classes = [2, 1, -100, 0];
    static readonly double[] s_soft = [0.2, 0.3, 0.5, 0, 1, 0, 0.1, 0.1, 0.8, 0.5, 0.5, 0.25];
    static readonly double[] s_labels = [1, 0, 0.25, 0, 1, 1, 0, 0, 1, 1, 1, 0];

    [Fact]
    public void Cross_entropy_with_an_ignored_row() => Same(Loss.CrossEntropy with { IgnoreIndex = -100 }, s_classes, 0.4897417459408113,
        [0.20249385402068615, 0.03518815553765341, -0.23768200955833957, 0.03806506646153149, -0.052068421839553514, 0.014003355378022015, 0, 0, 0, -0.016556596100873528, 0.01577138507394135, 0.0007852110269322269]);

    [Fact]
    public void Cross_entropy_with_class_weights_divides_by_their_sum() =>
        Same(Loss.CrossEntropy with { IgnoreIndex = -100, ClassWeights = [0.5, 2, 3] }, s_classes, 0.7473573245642764,
            [0.33135357930657733, 0.05758061815252376, -0.38893419745910107, 0.041525527048943446, -0.05680191473405838, 0.015276387685114927, 0, 0, 0, -0.004515435300238235, 0.004301286838347641, 0.00021414846189060736]);

    [Fact]
    public void Cross_entropy_with_class_weights_and_smoothing_divides_by_the_targets_weights() =>
        Same(Loss.CrossEntropy with { IgnoreIndex = -100, ClassWeights = [0.5, 2, 3], LabelSmoothing = 0.2 }, s_classes, 1.1276523906577651,
            [0.29952102818879306, 0.028859701387125455, -0.3283807295759185, 0.034772828870855, -0.01343097373091499, -0.021341855139940018, 0, 0, 0, 0.05368239314569531, -0.017647117756957858, -0.03603527538873743]);

    [Fact]
    public void Cross_entropy_summed_with_smoothing() =>
        Same(Loss.CrossEntropy with { IgnoreIndex = -100, LabelSmoothing = 0.2, Reduction = Reduction.Sum }, s_classes, 2.4192252378224337,
            [0.5408148953953918, 0.03889779994629357, -0.5797126953416853, 0.04752853271792781, -0.022871932185327237, -0.024656600532600617, 0, 0, 0, 0.08366354503071272, -0.019352511444842617, -0.06431103358586998]);

    [Fact]
    public void Cross_entropy_of_distributions_that_need_not_sum_to_one_divides_by_the_rows() =>
        Same(Loss.CrossEntropy with { ClassWeights = [0.5, 2, 3], LabelSmoothing = 0.1 }, s_soft, 3.4629884734696352,
            [0.3018796114818966, -0.09457388430682402, -0.20730572717507262, 0.052455119694861434, -0.04828511081966918, -0.004170008875192251, -0.004698448724341141, 0.29327196468520816, -0.2885735159608672, 0.4107887299666173, -0.2182067313691789, -0.19258199859743835]);

    [Fact]
    public void Binary_cross_entropy_with_logits() => Same(Loss.BinaryCrossEntropy, s_labels, 0.4930836637674445,
        [-0.015202126983863029, 0.03648529159285016, 0.03576489159794941, 0.041666666666666664, -0.009933576835176474, -0.06092154821916707, 0.003952156098130565, 0.05187161093348788, -0.03648529159285016, -0.0014988508301742958, -0.02241178511416626, 0.009933576835176462]);

    [Fact]
    public void Binary_cross_entropy_with_positive_weights() => Same(Loss.BinaryCrossEntropy with { PositiveWeights = [2, 0.5, 3] }, s_labels, 0.8240258366400735,
        [-0.030404253967726058, 0.03648529159285016, 0.022397337396924122, 0.041666666666666664, -0.004966788417588237, -0.18276464465750122, 0.003952156098130565, 0.05187161093348788, -0.1094558747785505, -0.0029977016603485915, -0.01120589255708313, 0.009933576835176462]);

    [Fact]
    public void Squared_and_absolute_error()
    {
        Same(Loss.Mse, s_labels, 2.3645833333333335, [1 / 12.0, -1 / 24.0, 1 / 12.0, 0, 1 / 6.0, -1 / 3.0, -0.5, 1 / 12.0, -0.125, 0.5, 0, -1 / 3.0]);
        Same(Loss.L1, s_labels, 1.125, [1 / 12.0, -1 / 12.0, 1 / 12.0, 0, 1 / 12.0, -1 / 12.0, -1 / 12.0, 1 / 12.0, -1 / 12.0, 1 / 12.0, 0, -1 / 12.0]);
    }

    static void Same(Loss loss, Targets<double> targets, double value, double[] gradient)
    {
        double[] slopes = new double[s_logits.Length];
        AssertClose.EqualDoubles(value, loss.Evaluate(s_logits.AsMatrix(3), targets, slopes.AsMatrix(3)));
        for (int i = 0; i < slopes.Length; i++) AssertClose.EqualDoubles(gradient[i], slopes[i]);
    }
}
