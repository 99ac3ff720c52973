using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Surprisal.Numerics;

namespace Surprisal;

/// <summary>The two products of a linear model: rows by weights, and rows by slopes. Four classes at a time share every load of a feature.</summary>
static unsafe class LinearKernel
{
    /// <summary>logits = x·Wᵀ + b for <paramref name="rows"/> rows; a row's bits do not depend on the others.</summary>
    public static void Logits(float* x, int rows, LinearWeights weights, double* biases, float* logits)
    {
        if (Vector512.IsHardwareAccelerated) Logits<Lane512<float>>(x, rows, weights, biases, logits);
        else if (Vector256.IsHardwareAccelerated) Logits<Lane256<float>>(x, rows, weights, biases, logits);
        else Logits<Lane128<float>>(x, rows, weights, biases, logits);
    }

    /// <summary>gradient += slopesᵀ·x: one padded row per class.</summary>
    public static void AddGradient(float* x, int rows, LinearWeights weights, float* slopes, double* gradient)
    {
        if (Vector512.IsHardwareAccelerated) AddGradient<Lane512<float>>(x, rows, weights, slopes, gradient);
        else if (Vector256.IsHardwareAccelerated) AddGradient<Lane256<float>>(x, rows, weights, slopes, gradient);
        else AddGradient<Lane128<float>>(x, rows, weights, slopes, gradient);
    }

    static void Logits<V>(float* x, int rows, LinearWeights weights, double* biases, float* logits)
        where V : struct, ISimdLane<V, float>, ILane<V>
    {
        int features = weights.Features, classes = weights.Classes, stride = weights.PaddedFeatures;
        float* sums = stackalloc float[2 * LinearWeights.ClassBlock];
        for (int row = 0; row < rows; row += 2)
        {
            int second = Math.Min(row + 1, rows - 1);
            for (int k = 0; k < classes; k += LinearWeights.ClassBlock)
            {
                Dots<V>(x + (nint)row * features, x + (nint)second * features, features, weights.Row(k), stride, biases + k, sums);
                for (int j = 0; j < Math.Min(LinearWeights.ClassBlock, classes - k); j++)
                {
                    logits[row * classes + k + j] = sums[j];
                    logits[second * classes + k + j] = sums[LinearWeights.ClassBlock + j];
                }
            }
        }
    }

    /// <summary>Two rows times four classes.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static void Dots<V>(float* x, float* y, int features, float* w, int stride, double* biases, float* sums)
        where V : struct, ISimdLane<V, float>, ILane<V>
    {
        float* w1 = w + stride, w2 = w1 + stride, w3 = w2 + stride;
        V x0 = 0, x1 = 0, x2 = 0, x3 = 0, y0 = 0, y1 = 0, y2 = 0, y3 = 0;
        int f = 0;
        for (; f <= features - V.Count; f += V.Count)
        {
            V a = V.Load(x + f), b = V.Load(y + f), weight = V.Load(w + f);
            x0 = V.MultiplyAdd(a, weight, x0);
            y0 = V.MultiplyAdd(b, weight, y0);
            weight = V.Load(w1 + f);
            x1 = V.MultiplyAdd(a, weight, x1);
            y1 = V.MultiplyAdd(b, weight, y1);
            weight = V.Load(w2 + f);
            x2 = V.MultiplyAdd(a, weight, x2);
            y2 = V.MultiplyAdd(b, weight, y2);
            weight = V.Load(w3 + f);
            x3 = V.MultiplyAdd(a, weight, x3);
            y3 = V.MultiplyAdd(b, weight, y3);
        }
        if (f < features)
        {
            V a = V.LoadFirst(x + f, features - f, 0), b = V.LoadFirst(y + f, features - f, 0); // the weights are padded with zeros
            (x0, x1, x2, x3) = (V.MultiplyAdd(a, V.Load(w + f), x0), V.MultiplyAdd(a, V.Load(w1 + f), x1), V.MultiplyAdd(a, V.Load(w2 + f), x2), V.MultiplyAdd(a, V.Load(w3 + f), x3));
            (y0, y1, y2, y3) = (V.MultiplyAdd(b, V.Load(w + f), y0), V.MultiplyAdd(b, V.Load(w1 + f), y1), V.MultiplyAdd(b, V.Load(w2 + f), y2), V.MultiplyAdd(b, V.Load(w3 + f), y3));
        }
        (sums[0], sums[1], sums[2], sums[3]) = (Biased(x0, biases[0]), Biased(x1, biases[1]), Biased(x2, biases[2]), Biased(x3, biases[3]));
        (sums[4], sums[5], sums[6], sums[7]) = (Biased(y0, biases[0]), Biased(y1, biases[1]), Biased(y2, biases[2]), Biased(y3, biases[3]));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static float Biased<V>(V products, double bias)
        where V : struct, ISimdLane<V, float>, ILane<V>
        => (float)(V.Sum(products) + bias);

    static void AddGradient<V>(float* x, int rows, LinearWeights weights, float* slopes, double* gradient)
        where V : struct, ISimdLane<V, float>, ILane<V>
    {
        int features = weights.Features, block = 2 * V.Count, whole = features / block * block;
        float* rest = stackalloc float[LinearPass.ChunkRows * 2 * V.Count];
        float* sums = stackalloc float[LinearWeights.ClassBlock * 2 * V.Count]; // made here: zeroing it is a call, around which the kernel's registers would be spilled
        if (whole < features) Pack<V>(x + whole, rows, features, features - whole, rest);
        for (int k = 0; k < weights.Classes; k += LinearWeights.ClassBlock)
        {
            double* row = gradient + (nint)k * weights.PaddedFeatures;
            for (int f = 0; f < whole; f += block) Outer<V>(x + f, rows, features, slopes + k, weights.PaddedClasses, row + f, weights.PaddedFeatures, sums);
            if (whole < features) Outer<V>(rest, rows, block, slopes + k, weights.PaddedClasses, row + whole, weights.PaddedFeatures, sums);
        }
    }

    /// <summary>Copies the last features of each row to registers that are whole.</summary>
    static void Pack<V>(float* x, int rows, int features, int count, float* packed)
        where V : struct, ISimdLane<V, float>, ILane<V>
    {
        for (int row = 0; row < rows; row++, x += features, packed += 2 * V.Count)
        {
            V.LoadFirst(x, Math.Min(count, V.Count), 0).Store(packed);
            V.LoadFirst(x + V.Count, Math.Max(count - V.Count, 0), 0).Store(packed + V.Count);
        }
    }

    /// <summary>Two registers of features times four classes, summed over the rows.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static void Outer<V>(float* x, int rows, nint step, float* slopes, nint slopeStep, double* gradient, nint stride, float* sums)
        where V : struct, ISimdLane<V, float>, ILane<V>
    {
        V a0 = 0, a1 = 0, a2 = 0, a3 = 0, b0 = 0, b1 = 0, b2 = 0, b3 = 0;
        for (int row = 0; row < rows; row++)
        {
            V a = V.Load(x), b = V.Load(x + V.Count);
            V slope = V.Broadcast(slopes);
            a0 = V.MultiplyAdd(a, slope, a0);
            b0 = V.MultiplyAdd(b, slope, b0);
            slope = V.Broadcast(slopes + 1);
            a1 = V.MultiplyAdd(a, slope, a1);
            b1 = V.MultiplyAdd(b, slope, b1);
            slope = V.Broadcast(slopes + 2);
            a2 = V.MultiplyAdd(a, slope, a2);
            b2 = V.MultiplyAdd(b, slope, b2);
            slope = V.Broadcast(slopes + 3);
            a3 = V.MultiplyAdd(a, slope, a3);
            b3 = V.MultiplyAdd(b, slope, b3);
            x += step;
            slopes += slopeStep;
        }
        Store(a0, b0, sums);
        Store(a1, b1, sums + 2 * V.Count);
        Store(a2, b2, sums + 4 * V.Count);
        Store(a3, b3, sums + 6 * V.Count);
        for (int k = 0; k < LinearWeights.ClassBlock; k++, gradient += stride, sums += 2 * V.Count)
            for (int i = 0; i < 2 * V.Count; i++) gradient[i] += sums[i];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Store<V>(V a, V b, float* sums)
        where V : struct, ISimdLane<V, float>, ILane<V>
    {
        a.Store(sums);
        b.Store(sums + V.Count);
    }
}
