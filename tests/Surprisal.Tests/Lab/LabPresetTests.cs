namespace Surprisal.Tests.Lab;

/// <summary>Every experiment's direction holds over seeds, and its verdict follows its numbers.</summary>
public sealed class LabPresetTests
{
    public static TheoryData<string, int> Confirmed => new(
        from name in (string[])["why-log", "why-exp", "why-not-distance", "softmax-or-sigmoid", "na-class", "double-softmax"]
        from seed in (int[])[1, 2, 3]
        select (name, seed));

    [Theory]
    [MemberData(nameof(Confirmed))]
    public void The_usual_answer_is_borne_out(string name, int seed) => Assert.True(Run(name, seed).Confirms);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void From_a_sure_mistake_squared_error_needs_several_times_the_steps(int seed)
    {
        var answer = (WhyNotSquaredError)Run("why-not-squared-error", seed);
        Assert.True(answer.Squared.FromWrong > 5 * answer.Surprisal.FromWrong);
        Assert.True(answer.Squared.FromNothing < 3 * answer.Surprisal.FromNothing); // but not from nothing
        Assert.Equal(1, answer.Surprisal.SlopeWhenWrong, 1e-4);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Smoothing_helps_what_is_learnt_by_heart_and_harms_what_is_not(int seed)
    {
        var answer = (LabelSmoothing)Run("label-smoothing", seed);
        Assert.True(answer.FewSmoothed.Excess < answer.FewPlain.Excess);
        Assert.True(answer.ManySmoothed.Excess > answer.ManyPlain.Excess);
        Assert.True(answer.FewSmoothed.Confidence < answer.FewPlain.Confidence);
        Assert.True(answer.ManySmoothed.Confidence < answer.ManyPlain.Confidence);
        Assert.False(answer.Confirms); // a few percent of accuracy it does not gain
    }

    [Fact]
    public void A_seed_gives_the_same_numbers_and_another_gives_others()
    {
        double[] once = Numbers(4);
        Assert.Equal(once, Numbers(4));
        Assert.NotEqual(once, Numbers(5));

        static double[] Numbers(int seed)
        {
            var answer = Run("why-exp", seed);
            return [.. answer.Table.Rows.SelectMany(row => row.Values), .. answer.Chart.Series.SelectMany(series => series.Y)];
        }
    }

    /// <summary>Every answer that these tests look at must be whole, too.</summary>
    static LabAnswer Run(string name, int seed)
    {
        var answer = LabPreset.Find(name)!.Run(seed, stop: TestContext.Current.CancellationToken);
        Assert.All(answer.Table.Rows, row => Assert.Equal(answer.Table.Columns.Count, row.Values.Count));
        Assert.NotEmpty(answer.Chart.Series);
        Assert.All(answer.Chart.Series, series => Assert.Equal(series.X.Count, series.Y.Count));
        if (answer.Chart.Categories is { } categories) Assert.All(answer.Chart.Series, series => Assert.Equal(categories.Count, series.X.Count));
        Assert.DoesNotContain('\n', answer.Verdict);
        Assert.EndsWith(".", answer.Verdict, StringComparison.Ordinal);
        return answer;
    }
}
