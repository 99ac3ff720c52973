namespace Surprisal.Data.Tests;

public class FoldsTests
{
    static TargetSet Classes(params int[] classes) => new([.. Enumerable.Range(0, classes.Max() + 1).Select(k => $"k{k}")], classes);

    [Fact]
    public void Every_class_is_spread_evenly_and_every_fold_is_as_large()
    {
        var targets = Classes([.. Enumerable.Range(0, 103).Select(i => i < 70 ? 0 : i < 95 ? 1 : 2)]);
        int[] folds = Folds.Stratified(targets, 5, seed: 3);
        for (int fold = 0; fold < 5; fold++)
        {
            int[] rows = [.. Enumerable.Range(0, 103).Where(row => folds[row] == fold)];
            Assert.InRange(rows.Length, 20, 21);
            Assert.Equal(14, rows.Count(row => targets.Classes[row] == 0));
            Assert.Equal(5, rows.Count(row => targets.Classes[row] == 1));
            Assert.InRange(rows.Count(row => targets.Classes[row] == 2), 1, 2);
        }
    }

    [Fact]
    public void The_seed_decides()
    {
        var targets = Classes([.. Enumerable.Range(0, 60).Select(i => i % 3)]);
        Assert.Equal(Folds.Stratified(targets, 4, 1), Folds.Stratified(targets, 4, 1));
        Assert.NotEqual(Folds.Stratified(targets, 4, 1), Folds.Stratified(targets, 4, 2));
    }

    [Fact]
    public void Labels_are_dealt_by_chance()
    {
        int[] folds = Folds.Stratified(new TargetSet(TargetKind.MultiLabel, ["p", "q"], new float[2 * 11]), 3, 1);
        Assert.Equal([3, 4, 4], Enumerable.Range(0, 3).Select(fold => folds.Count(f => f == fold)).Order());
    }

    [Fact]
    public void Rows_of_a_group_stay_together_and_classes_even()
    {
        // Twelve groups of ten rows; four of them are all of the rare class.
        int[] groups = [.. Enumerable.Range(0, 120).Select(i => i / 10)];
        var targets = Classes([.. groups.Select(group => group % 3 == 0 ? 1 : 0)]);
        int[] folds = Folds.Grouped(targets, groups, 4, seed: 5);
        for (int group = 0; group < 12; group++) Assert.Single(folds.Skip(10 * group).Take(10).Distinct());
        for (int fold = 0; fold < 4; fold++)
        {
            int[] rows = [.. Enumerable.Range(0, 120).Where(row => folds[row] == fold)];
            Assert.Equal(30, rows.Length);
            Assert.Equal(10, rows.Count(row => targets.Classes[row] == 1));
        }
    }

    [Fact]
    public void Too_few_rows_or_groups_are_refused()
    {
        Assert.Equal("5 folds need as many rows, got 4", Assert.Throws<DataException>(() => Folds.Stratified(Classes(0, 1, 0, 1), 5, 1)).Message);
        Assert.Equal("3 folds need as many groups, got 2", Assert.Throws<DataException>(() => Folds.Grouped(Classes(0, 1, 0, 1), [0, 0, 1, 1], 3, 1)).Message);
    }
}
