using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>What <see cref="ElementActivations"/> writes.</summary>
enum ElementActivation
{
    Sigmoid,
    LogSigmoid,
    Exponential,
}

/// <summary>Activations of each logit alone, computed in doubles.</summary>
static unsafe class ElementActivations
{
    public static void Run<T>(ElementActivation activation, ReadOnlySpan<T> logits, Span<T> results)
        where T : unmanaged
    {
        if (results.Length != logits.Length) throw new ArgumentException($"room for {logits.Length} results expected, one per logit, got {results.Length}.");
        fixed (T* z = logits, to = results)
        {
            if (Vector512.IsHardwareAccelerated) Run<Lane512<double>, T>(activation, z, to, logits.Length);
            else if (Vector256.IsHardwareAccelerated) Run<Lane256<double>, T>(activation, z, to, logits.Length);
            else Run<Lane128<double>, T>(activation, z, to, logits.Length);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static void Run<V, T>(ElementActivation activation, T* logits, T* results, int count)
        where V : unmanaged, ISimdLane<V, double>, ILane<V>
        where T : unmanaged
    {
        int i = 0;
        for (; i <= count - V.Count; i += V.Count) Of(activation, V.Read(logits + i)).Write(results + i);
        if (i == count) return;
        T* rest = (T*)Scratch.Of(V.Count);
        for (int lane = 0; lane < V.Count; lane++) rest[lane] = i + lane < count ? logits[i + lane] : default;
        Of(activation, V.Read(rest)).Write(rest);
        for (int lane = 0; i + lane < count; lane++) results[i + lane] = rest[lane];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V Of<V>(ElementActivation activation, V logit)
        where V : unmanaged, ISimdLane<V, double>, ILane<V>
        => activation switch
        {
            ElementActivation.Sigmoid => V.Logistic(logit).Probability,
            ElementActivation.LogSigmoid => -V.Logistic(logit).Surprisal,
            _ => V.Exp(logit),
        };
}
