namespace Surprisal.Data;

/// <summary>Deals rows into folds of nearly the same size: each is held out once, and the others are learnt from.</summary>
public static class Folds
{
    /// <summary>Every class is spread over the folds as evenly as whole rows allow; where the targets are no classes, rows are dealt by chance.</summary>
    /// <param name="targets">The answers.</param>
    /// <param name="count">How many folds, from 2 to the number of rows.</param>
    /// <param name="seed">Decides which rows.</param>
    /// <returns>The fold of each row, from 0.</returns>
    /// <exception cref="DataException">There are fewer rows than folds.</exception>
    public static int[] Stratified(TargetSet targets, int count, int seed)
    {
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        if (targets.Rows < count) throw new DataException($"{count} folds need as many rows, got {targets.Rows}");
        var random = new Random(seed);
        int[] order = [.. Enumerable.Range(0, targets.Rows)], folds = new int[targets.Rows];
        random.Shuffle(order);
        // Dealt class after class, each beginning where the one before ended, so that the folds come out equal as well.
        if (targets.Kind == TargetKind.ClassIndex) order = [.. order.OrderBy(row => targets.Classes[row])];
        for (int i = 0; i < order.Length; i++) folds[order[i]] = i % count;
        return folds;
    }

    /// <summary>Rows of one group stay in one fold. Groups go, the largest first, to the fold in which they leave the classes most even.</summary>
    /// <param name="targets">The answers.</param>
    /// <param name="groups">The group of each row, from 0.</param>
    /// <param name="count">How many folds, from 2 to the number of groups.</param>
    /// <param name="seed">Decides the order of groups of equal size.</param>
    /// <returns>The fold of each row, from 0.</returns>
    /// <exception cref="DataException">There are fewer groups than folds.</exception>
    public static int[] Grouped(TargetSet targets, ReadOnlySpan<int> groups, int count, int seed)
    {
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        if (groups.Length != targets.Rows) throw new ArgumentException($"{targets.Rows} groups expected, one per row, got {groups.Length}.");
        int[][] members = Members(groups);
        if (members.Length < count) throw new DataException($"{count} folds need as many groups, got {members.Length}");
        new Random(seed).Shuffle(members);
        int classes = targets.Kind == TargetKind.ClassIndex ? targets.ClassNames.Count : 1;
        double[][] rowsOf = [.. Enumerable.Range(0, count).Select(_ => new double[classes])];
        int[] folds = new int[targets.Rows];
        foreach (int[] rows in members.OrderByDescending(rows => rows.Length))
        {
            double[] counts = new double[classes];
            foreach (int row in rows) counts[targets.Kind == TargetKind.ClassIndex ? targets.Classes[row] : 0]++;
            int best = Enumerable.Range(0, count).MinBy(fold => Growth(rowsOf[fold], counts));
            for (int k = 0; k < classes; k++) rowsOf[best][k] += counts[k];
            foreach (int row in rows) folds[row] = best;
        }
        return folds;
    }

    static int[][] Members(ReadOnlySpan<int> groups)
    {
        var members = new Dictionary<int, List<int>>();
        for (int row = 0; row < groups.Length; row++)
        {
            if (!members.TryGetValue(groups[row], out var rows)) members.Add(groups[row], rows = []);
            rows.Add(row);
        }
        return [.. members.OrderBy(group => group.Key).Select(group => group.Value.ToArray())];
    }

    // How much Σ over folds of rows², and of each class's rows², grows: least where those classes are rarest and the fold is smallest.
    static double Growth(double[] fold, double[] counts)
    {
        double growth = Square(fold.Sum(), counts.Sum());
        for (int k = 0; k < fold.Length; k++) growth += Square(fold[k], counts[k]);
        return growth;
    }

    static double Square(double rows, double more) => more * (2 * rows + more);
}
