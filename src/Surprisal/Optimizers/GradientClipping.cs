using System.Numerics.Tensors;

namespace Surprisal;

/// <summary>Shortens a gradient that is too long, without turning it: Pascanu, Mikolov and Bengio, arXiv:1211.5063.</summary>
static class GradientClipping
{
    /// <summary>Scales the gradient so that the root of the sum of its squares is at most <paramref name="longest"/>; infinite leaves it.</summary>
    public static void Clip(Span<float> gradient, double longest)
    {
        if (double.IsPositiveInfinity(longest)) return;
        double squares = 0;
        foreach (float slope in gradient) squares += (double)slope * slope;
        double length = Math.Sqrt(squares);
        if (length > longest) TensorPrimitives.Multiply(gradient, (float)(longest / length), gradient);
    }
}
