using System.Runtime.CompilerServices;

namespace Surprisal.Numerics;

/// <summary>Polynomials by Estrin's scheme: as many operations as Horner's and two or three more, but a third of the depth. Where one register is read at a time, a kernel waits for the depth.</summary>
static class Estrin
{
    const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>c₀ + c₁·x + c₂·x² + c₃·x³.</summary>
    [MethodImpl(Inline)]
    public static V Cubic<V, T>(V x, V square, double c3, double c2, double c1, double c0)
        where V : struct, ISimdLane<V, T>, ILane<V>
        where T : unmanaged
        => V.MultiplyAdd(V.MultiplyAdd(c3, x, c2), square, V.MultiplyAdd(c1, x, c0));
}
