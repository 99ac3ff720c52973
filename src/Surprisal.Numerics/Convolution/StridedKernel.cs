using System.Runtime.CompilerServices;

namespace Surprisal.Numerics;

/// <summary>Tiles of <see cref="StridedSums"/>: sums that stay in registers while the products run by.</summary>
static unsafe class StridedKernel
{
    /// <summary>Rows of a tile one register wide: the weights of a 3 × 3 filter on grey pictures, and more than the 8 chains that hide a multiply-add's delay.</summary>
    public const int OneWideRows = 9;

    /// <summary>Rows of a tile two registers wide: 12 sums, 2 registers of b and 1 of a fit the 16 registers of AVX2; 8 loads for 12 multiply-adds.</summary>
    public const int TwoWideRows = 6;

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void OneWide<TOps, V>(in StridedSums sums, int row, float* a, float* b, float* start, float* c)
        where TOps : struct, IRegisters<float, V>
        where V : struct
    {
        nint* at = sums.A + row, to = sums.C + row;
        float* a0 = a + at[0], a1 = a + at[1], a2 = a + at[2], a3 = a + at[3], a4 = a + at[4], a5 = a + at[5], a6 = a + at[6], a7 = a + at[7], a8 = a + at[8];
        V c0, c1, c2, c3, c4, c5, c6, c7, c8;
        if (start is not null) c0 = c1 = c2 = c3 = c4 = c5 = c6 = c7 = c8 = TOps.Load(start);
        else
        {
            c0 = TOps.Load(c + to[0]); c1 = TOps.Load(c + to[1]); c2 = TOps.Load(c + to[2]);
            c3 = TOps.Load(c + to[3]); c4 = TOps.Load(c + to[4]); c5 = TOps.Load(c + to[5]);
            c6 = TOps.Load(c + to[6]); c7 = TOps.Load(c + to[7]); c8 = TOps.Load(c + to[8]);
        }
        nint aStep = sums.AStep, bStep = sums.BStep, offset = 0;
        for (nint outer = sums.Outer; outer > 0; outer--)
        {
            for (nint inner = sums.Inner; inner > 0; inner--, offset += aStep, b += bStep)
            {
                V x = TOps.Load(b);
                c0 = TOps.MultiplyAdd(TOps.Broadcast(a0 + offset), x, c0);
                c1 = TOps.MultiplyAdd(TOps.Broadcast(a1 + offset), x, c1);
                c2 = TOps.MultiplyAdd(TOps.Broadcast(a2 + offset), x, c2);
                c3 = TOps.MultiplyAdd(TOps.Broadcast(a3 + offset), x, c3);
                c4 = TOps.MultiplyAdd(TOps.Broadcast(a4 + offset), x, c4);
                c5 = TOps.MultiplyAdd(TOps.Broadcast(a5 + offset), x, c5);
                c6 = TOps.MultiplyAdd(TOps.Broadcast(a6 + offset), x, c6);
                c7 = TOps.MultiplyAdd(TOps.Broadcast(a7 + offset), x, c7);
                c8 = TOps.MultiplyAdd(TOps.Broadcast(a8 + offset), x, c8);
            }
            offset += sums.AOuter - sums.Inner * aStep;
            b += sums.BOuter - sums.Inner * bStep;
        }
        TOps.Store(c0, c + to[0]); TOps.Store(c1, c + to[1]); TOps.Store(c2, c + to[2]);
        TOps.Store(c3, c + to[3]); TOps.Store(c4, c + to[4]); TOps.Store(c5, c + to[5]);
        TOps.Store(c6, c + to[6]); TOps.Store(c7, c + to[7]); TOps.Store(c8, c + to[8]);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void TwoWide<TOps, V>(in StridedSums sums, int row, float* a, float* b, float* start, float* c)
        where TOps : struct, IRegisters<float, V>
        where V : struct
    {
        nint* at = sums.A + row, to = sums.C + row;
        float* a0 = a + at[0], a1 = a + at[1], a2 = a + at[2], a3 = a + at[3], a4 = a + at[4], a5 = a + at[5];
        V c00, c01, c10, c11, c20, c21, c30, c31, c40, c41, c50, c51;
        if (start is not null)
        {
            c00 = c10 = c20 = c30 = c40 = c50 = TOps.Load(start);
            c01 = c11 = c21 = c31 = c41 = c51 = TOps.Load(start + TOps.Count);
        }
        else
        {
            c00 = TOps.Load(c + to[0]); c01 = TOps.Load(c + to[0] + TOps.Count); c10 = TOps.Load(c + to[1]); c11 = TOps.Load(c + to[1] + TOps.Count);
            c20 = TOps.Load(c + to[2]); c21 = TOps.Load(c + to[2] + TOps.Count); c30 = TOps.Load(c + to[3]); c31 = TOps.Load(c + to[3] + TOps.Count);
            c40 = TOps.Load(c + to[4]); c41 = TOps.Load(c + to[4] + TOps.Count); c50 = TOps.Load(c + to[5]); c51 = TOps.Load(c + to[5] + TOps.Count);
        }
        nint aStep = sums.AStep, bStep = sums.BStep, offset = 0;
        for (nint outer = sums.Outer; outer > 0; outer--)
        {
            for (nint inner = sums.Inner; inner > 0; inner--, offset += aStep, b += bStep)
            {
                V b0 = TOps.Load(b), b1 = TOps.Load(b + TOps.Count);
                V x = TOps.Broadcast(a0 + offset);
                c00 = TOps.MultiplyAdd(x, b0, c00); c01 = TOps.MultiplyAdd(x, b1, c01);
                x = TOps.Broadcast(a1 + offset);
                c10 = TOps.MultiplyAdd(x, b0, c10); c11 = TOps.MultiplyAdd(x, b1, c11);
                x = TOps.Broadcast(a2 + offset);
                c20 = TOps.MultiplyAdd(x, b0, c20); c21 = TOps.MultiplyAdd(x, b1, c21);
                x = TOps.Broadcast(a3 + offset);
                c30 = TOps.MultiplyAdd(x, b0, c30); c31 = TOps.MultiplyAdd(x, b1, c31);
                x = TOps.Broadcast(a4 + offset);
                c40 = TOps.MultiplyAdd(x, b0, c40); c41 = TOps.MultiplyAdd(x, b1, c41);
                x = TOps.Broadcast(a5 + offset);
                c50 = TOps.MultiplyAdd(x, b0, c50); c51 = TOps.MultiplyAdd(x, b1, c51);
            }
            offset += sums.AOuter - sums.Inner * aStep;
            b += sums.BOuter - sums.Inner * bStep;
        }
        TOps.Store(c00, c + to[0]); TOps.Store(c01, c + to[0] + TOps.Count); TOps.Store(c10, c + to[1]); TOps.Store(c11, c + to[1] + TOps.Count);
        TOps.Store(c20, c + to[2]); TOps.Store(c21, c + to[2] + TOps.Count); TOps.Store(c30, c + to[3]); TOps.Store(c31, c + to[3] + TOps.Count);
        TOps.Store(c40, c + to[4]); TOps.Store(c41, c + to[4] + TOps.Count); TOps.Store(c50, c + to[5]); TOps.Store(c51, c + to[5] + TOps.Count);
    }
}
