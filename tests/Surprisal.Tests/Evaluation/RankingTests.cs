namespace Surprisal.Tests;

public class RankingTests
{
    static readonly int[] s_probabilities = [8, 60, 33, 20, 50, 31, 20, 33];
    static readonly int[] s_truths = [0, 1, 0, 1, 1, 1, 0, 1];

    static uint[] Keys(int[] sixtyFourths, int[] truths)
    {
        uint[] keys = [.. sixtyFourths.Zip(truths, (p, t) => Ranking.Key(p / 64f, t == 1))];
        Array.Sort(keys);
        return keys;
    }

    // sklearn: roc_auc_score(t, p) and average_precision_score(t, p); there are two ties of a row of each kind.
    [Fact]
    public void Figures_are_those_of_scikit_learn()
    {
        var ranking = Ranking.Of(Keys(s_probabilities, s_truths))!.Value;
        Near.Equal(0.8, ranking.RocAuc);
        Near.Equal(0.8528571428571428, ranking.AveragePrecision);
    }

    [Fact]
    public void Equal_probabilities_count_half_and_perfect_order_is_one() => Assert.Equal(
        [new(0.5, 0.5), new(1, 1), new(0, 0.5)],
        new Ranking?[] { Ranking.Of(Keys([7, 7, 7, 7], [0, 1, 1, 0])), Ranking.Of(Keys([7, 0, 64], [0, 0, 1])), Ranking.Of(Keys([1, 2], [1, 0])) });

    [Fact]
    public void Rows_of_one_kind_have_no_order_to_judge()
    {
        Assert.Null(Ranking.Of(Keys([1, 2], [1, 1])));
        Assert.Null(Ranking.Of(Keys([1], [0])));
    }

    // sklearn: q = IsotonicRegression().fit(p, t).predict(p); −log(where(t == 1, q, 1 − q)).mean().
    [Fact]
    public void The_best_monotone_map_loses_what_isotonic_regression_does() =>
        Near.Equal(8 * 0.41197960825054114, Isotonic.LogLoss(Keys(s_probabilities, s_truths)));

    // By hand: rising probabilities with truths 1, 0, 1 pool the first two at ½: 2·ln 2 and nothing for the third.
    [Fact]
    public void Rows_in_the_wrong_order_are_pooled() => Near.Equal(2 * Math.Log(2), Isotonic.LogLoss(Keys([1, 2, 3], [1, 0, 1])));

    [Fact]
    public void Rows_in_order_lose_nothing() => Assert.Equal(0, Isotonic.LogLoss(Keys([1, 2, 3, 4], [0, 0, 1, 1])));
}
