using System.Reflection;
using System.Runtime.Intrinsics;

namespace Surprisal.Numerics.Tests;

public unsafe class TileTests
{
    [Fact]
    public void Every_width_and_height_of_tile_gives_the_same_bits()
    {
        const int Rows = 4, Columns = 64, Depth = 300;
        var a = Matrix<float>.Random(Rows, Depth, 1);
        var b = Matrix<float>.Random(Depth, Columns, 2);
        float[] wide6 = new float[Rows * Columns], wide4 = new float[Rows * Columns], other = new float[Rows * Columns];
        fixed (float* x = a.Values, y = b.Values, z6 = wide6, z4 = wide4, z = other)
        {
            WideTile.SixRows<Registers512<float>, float, Vector512<float>, AllSteps>(TileAt(x, y, z6));
            WideTile.FourRows<Registers512<float>, float, Vector512<float>>(TileAt(x, y, z4));
            Assert.Equal(wide6, wide4);
            for (int j = 0; j < Columns; j += 16) WideTile.SixRows<Registers128<float>, float, Vector128<float>, AllSteps>(TileAt(x, y + j, z + j));
            Assert.Equal(wide6, other);
            for (int j = 0; j < Columns; j += 32) NarrowTile.SixRows<Registers512<float>, float, Vector512<float>, AllSteps>(TileAt(x, y + j, z + j));
            Assert.Equal(wide6, other);
            for (int j = 0; j < Columns; j += 32) NarrowTile.TenRows<Registers512<float>, float, Vector512<float>>(TileAt(x, y + j, z + j));
            Assert.Equal(wide6, other);
            for (int j = 0; j < Columns; j += 16) NarrowTile.FourRows<Registers256<float>, float, Vector256<float>>(TileAt(x, y + j, z + j));
            Assert.Equal(wide6, other);
            for (int j = 0; j < Columns; j += 8) NarrowTile.SixRows<Registers128<float>, float, Vector128<float>, AllSteps>(TileAt(x, y + j, z + j));
            Assert.Equal(wide6, other);
        }

        static Tile<float> TileAt(float* a, float* b, float* c) => new()
        {
            A = a,
            AStride = Depth,
            AStep = 1,
            B = b,
            BStep = Columns,
            C = c,
            CStride = Columns,
            Depth = Depth,
            Rows = Rows,
        };
    }

    [Theory]
    [InlineData(typeof(WideTile))]
    [InlineData(typeof(NarrowTile))]
    [InlineData(typeof(DotKernel))]
    public void Kernels_are_compiled_at_once_and_never_into_their_callers(Type kernels)
    {
        var methods = kernels.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly);
        Assert.NotEmpty(methods);
        const MethodImplAttributes Wanted = MethodImplAttributes.NoInlining | MethodImplAttributes.AggressiveOptimization;
        Assert.All(methods, method => Assert.Equal(Wanted, method.MethodImplementationFlags & Wanted));
    }

    [Fact]
    public void Shares_cover_everything_once_and_start_at_whole_units()
    {
        foreach (int total in (int[])[0, 1, 5, 6, 7, 100, 784])
        {
            foreach (int parts in (int[])[1, 2, 3, 7])
            {
                int next = 0;
                for (int part = 0; part < parts; part++)
                {
                    var share = Strip.Share(total, 6, part, parts);
                    Assert.Equal(next, share.Start);
                    Assert.True(share.Start % 6 == 0 || share.Start == total);
                    next += share.Count;
                }

                Assert.Equal(total, next);
            }
        }
    }
}
