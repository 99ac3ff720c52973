using System.Runtime.CompilerServices;

namespace Surprisal.Numerics.Tests;

public unsafe class AlignedBufferTests
{
    [Theory]
    [InlineData(0, 64)]
    [InlineData(1, 64)]
    [InlineData(1000, 64)]
    [InlineData(262143, 64)]
    [InlineData(262144, 2 << 20)]
    [InlineData(1000003, 2 << 20)]
    public void Starts_on_a_cache_line_or_huge_page_and_holds_zeros(int length, int alignment)
    {
        using var buffer = new AlignedBuffer<double>(length);
        Assert.Equal(length, buffer.Length);
        Assert.Equal(length, buffer.Span.Length);
        Assert.Equal((nuint)0, (nuint)buffer.Pointer % (nuint)alignment);
        Assert.Equal(-1, buffer.Span.IndexOfAnyExcept(0.0));
        buffer.Span.Fill(1);
    }

    [Fact]
    public void A_negative_length_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new AlignedBuffer<float>(-1));

    [Fact]
    public void Its_memory_is_not_handed_out_after_its_end()
    {
        var buffer = new AlignedBuffer<float>(3);
        buffer.Dispose();
        buffer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => buffer.Span.Length);
    }

    [Fact]
    public void Forgotten_buffers_return_their_memory()
    {
        // 8 GiB in all: without the finalizer this ends in the system's hands.
        var first = Forget();
        for (int i = 0; i < 512; i++)
        {
            Forget();
            if (i % 8 == 7)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
        }

        Assert.False(first.IsAlive);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference Forget() => new(new AlignedBuffer<byte>(16 << 20));
    }
}
