namespace Surprisal.Data.Tests;

public class SplitTests
{
    [Fact]
    public void Every_class_gives_its_share_and_rows_are_parted_completely()
    {
        int[] classes = [.. Enumerable.Range(0, 100).Select(i => i < 70 ? 0 : i < 95 ? 1 : 2)];
        var (kept, held) = Split.Stratified(new TargetSet(["a", "b", "c"], classes), 0.2, seed: 1);
        Assert.Equal([14, 5, 1], Enumerable.Range(0, 3).Select(k => held.Count(row => classes[row] == k)));
        Assert.Equal(Enumerable.Range(0, 100), kept.Concat(held).Order());
        Assert.Equal(kept.Order(), kept);
        Assert.Equal(held.Order(), held);
    }

    [Fact]
    public void A_class_never_loses_its_last_row_and_small_classes_add_up()
    {
        // Fifty classes of one row stay whole; fifty of two rows give half a row each, so one in two classes gives one.
        int[] classes = [.. Enumerable.Range(0, 50), .. Enumerable.Range(50, 50), .. Enumerable.Range(50, 50)];
        var (kept, held) = Split.Stratified(new TargetSet([.. Enumerable.Range(0, 100).Select(i => $"k{i}")], classes), 0.25, seed: 1);
        Assert.Equal(25, held.Length);
        Assert.Equal(100, kept.Select(row => classes[row]).Distinct().Count());
        Assert.Equal(2, Split.Stratified(new TargetSet(["a", "b"], [0, 0, 1, 1, 1]), 0.9, seed: 1).Kept.Length);
    }

    [Fact]
    public void The_seed_decides_and_labels_are_drawn_without_looking()
    {
        var targets = new TargetSet(TargetKind.MultiLabel, ["p", "q"], new float[200]);
        int[] first = Split.Stratified(targets, 0.3, 7).HeldOut, again = Split.Stratified(targets, 0.3, 7).HeldOut;
        int[] other = Split.Stratified(targets, 0.3, 8).HeldOut;
        Assert.Equal(30, first.Length);
        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
        Assert.Empty(Split.Stratified(targets, 0, 7).HeldOut);
        Assert.Throws<ArgumentOutOfRangeException>(() => Split.Stratified(targets, 1, 7));
        Assert.Throws<ArgumentOutOfRangeException>(() => Split.Stratified(targets, double.NaN, 7));
    }
}
