namespace Surprisal.Tests;

public class SchedulesTests
{
    [Theory]
    [InlineData(Schedule.Constant, 0, 1)]
    [InlineData(Schedule.Constant, 0.99, 1)]
    [InlineData(Schedule.FlatThenDown, 0.5, 1)]
    [InlineData(Schedule.FlatThenDown, 5 / 6.0, 0.5)]
    [InlineData(Schedule.Cosine, 0, 1)]
    [InlineData(Schedule.Cosine, 1 / 3.0, 0.75)]
    [InlineData(Schedule.Cosine, 0.5, 0.5)]
    public void A_factor_worked_by_hand(Schedule schedule, double done, double factor) => Assert.Equal(factor, schedule.FactorAt(done, warmUp: 0), 1e-12);

    [Fact]
    public void One_cycle_is_that_of_PyTorch()
    {
        // torch.optim.lr_scheduler.OneCycleLR(max_lr=1, total_steps=9, pct_start=0.25) of PyTorch 1.13.1: its peak is step 0.25·9 − 1, and step 8 is the end.
        double[] expected = [0.040000000000000036, 0.9083281572999747, 0.9698464310077126, 0.8431214464510911, 0.6434030427490798, 0.4131782584628902, 0.20142389846579042, 0.05318746710357456, 4e-06];
        for (int step = 0; step < 9; step++) Assert.Equal(expected[step], Schedule.OneCycle.FactorAt(step / 8.0, warmUp: 1.25 / 8), 1e-12);
    }

    [Fact]
    public void A_warm_up_rises_in_a_straight_line()
    {
        Assert.Equal(0, Schedule.Cosine.FactorAt(0, warmUp: 0.2));
        Assert.Equal(0.5, Schedule.Constant.FactorAt(0.1, warmUp: 0.2), 1e-12);
        Assert.Equal(1, Schedule.Constant.FactorAt(0.2, warmUp: 0.2));
    }
}
