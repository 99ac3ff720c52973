using Surprisal.Losses;

namespace Surprisal.Tests;

/// <summary>What all threads allocate together: so no other test may run at the same time.</summary>
[CollectionDefinition(nameof(AllocationTests), DisableParallelization = true)]
[Collection(nameof(AllocationTests))]
public class AllocationTests
{
    [Theory]
    [InlineData(ModelKind.Tabular)]
    [InlineData(ModelKind.Conv)]
    [InlineData(ModelKind.ResNetSmall)]
    public void A_step_allocates_nothing(ModelKind model)
    {
        var data = PictureTrainingTests.Stripes(16, channels: 3, seed: 1);
        var network = new Network(Architecture.Of(TrainingOptions.Default with { Model = model }, data.Shape, [], 2));
        network.Initialize(new Random(1));
        using var engine = new Engine(2);
        using var pass = new NetworkPass(network, data.Rows, engine);
        long least = long.MaxValue;
        for (int i = 0; i < 20; i++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            pass.Run(data.Matrix, data.Targets!.Classes, Loss.CrossEntropy, noise: 1);
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }
        Assert.Equal(0, least);
    }
}
