using System.Runtime.CompilerServices;

namespace Surprisal.Numerics;

/// <summary>Finds the steps of depth that a tile must take: at the others all of its rows of a are zero.</summary>
static unsafe class NonZeroSteps
{
    /// <summary>Writes the steps at which a row of the tile is not zero, in order; returns how many there are. A −0 counts as not zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Find<T>(in Tile<T> tile, int* steps)
        where T : unmanaged
    {
        T* a0 = tile.A, a1 = tile.ARow(1), a2 = tile.ARow(2), a3 = tile.ARow(3), a4 = tile.ARow(4), a5 = tile.ARow(5);
        nint step = 0, aStep = tile.AStep, depth = tile.Depth;
        int count = 0;
        for (int k = 0; k < depth; k++, step += aStep)
        {
            // Written always and counted if it is one: no branch that could be guessed wrong.
            steps[count] = k;
            ulong bits = Bits(a0 + step) | Bits(a1 + step) | Bits(a2 + step) | Bits(a3 + step) | Bits(a4 + step) | Bits(a5 + step);
            count += bits != 0 ? 1 : 0;
        }

        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ulong Bits<T>(T* number)
        where T : unmanaged => sizeof(T) == sizeof(float) ? *(uint*)number : *(ulong*)number;
}
