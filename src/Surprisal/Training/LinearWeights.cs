using Surprisal.Numerics;

namespace Surprisal;

/// <summary>The weights of a linear model as its kernels want them: one row per class, both sides padded with zeros.</summary>
sealed unsafe class LinearWeights(int features, int classes) : IDisposable
{
    /// <summary>Classes go through the kernels by fours, features by registers of at most sixteen, two at a time.</summary>
    public const int ClassBlock = 4, FeatureBlock = 32;
    readonly AlignedBuffer<float> _values = new(checked(Padded(classes, ClassBlock) * Padded(features, FeatureBlock)));
    readonly double[] _biases = new double[Padded(classes, ClassBlock)];

    public int Features => features;

    public int Classes => classes;

    public int PaddedFeatures => Padded(features, FeatureBlock);

    public int PaddedClasses => Padded(classes, ClassBlock);

    public ReadOnlySpan<double> Biases => _biases;

    public float* Row(int k) => _values.Pointer + (nint)k * PaddedFeatures;

    public void Set(int feature, int k, double weight) => Row(k)[feature] = (float)weight;

    public void SetBias(int k, double bias) => _biases[k] = bias;

    /// <summary>Weights with one row per feature, and biases.</summary>
    public (float[] Weights, float[] Biases) Copy()
    {
        float[] weights = new float[features * classes];
        for (int k = 0; k < classes; k++)
            for (int f = 0; f < features; f++) weights[f * classes + k] = Row(k)[f];
        return (weights, Array.ConvertAll(_biases[..classes], b => (float)b));
    }

    public void Dispose() => _values.Dispose();

    static int Padded(int count, int block) => checked((count + block - 1) / block * block);
}
