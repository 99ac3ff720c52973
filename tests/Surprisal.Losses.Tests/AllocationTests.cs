using Surprisal.Numerics;

namespace Surprisal.Losses.Tests;

/// <summary>Runs alone, because the bytes that other tests allocate would be counted too.</summary>
[CollectionDefinition(nameof(AllocationTests), DisableParallelization = true)]
[Collection(nameof(AllocationTests))]
public class AllocationTests
{
    [Theory, MemberData(nameof(LossCase.Names), MemberType = typeof(LossCase))]
    public void A_call_allocates_nothing(string name)
    {
        var c = LossCase.Of(name);
        int columns = c.Logits.Length, rows = 40_000 / columns;
        float[] z = [.. Enumerable.Repeat(0.5f, rows * columns)], g = new float[z.Length], values = [.. Enumerable.Repeat(0.25f, z.Length)];
        int[] classes = new int[rows];
        void Call() => c.Loss.Evaluate(z.AsMatrix(columns), c.Answer.Values is null ? classes : values, g.AsMatrix(columns));
        for (int i = 0; i < 3; i++) Call(); // the first one starts threads and takes scratch memory
        long before = GC.GetTotalAllocatedBytes(precise: true), least = long.MaxValue;
        for (int i = 0; i < 20 && least > 0; i++)
        {
            Call();
            long after = GC.GetTotalAllocatedBytes(precise: true);
            least = Math.Min(least, after - before); // the test runner's own threads allocate too, but not always
            before = GC.GetTotalAllocatedBytes(precise: true);
        }
        Assert.Equal(0, least);
    }
}
