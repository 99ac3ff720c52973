namespace Surprisal.Data;

/// <summary>Parts the rows of a dataset by chance, the same way for the same seed.</summary>
public static class Split
{
    /// <summary>Holds out a share of the rows, of every class as nearly that share as whole rows allow; a class never loses its last row.</summary>
    /// <param name="targets">The answers. Where they are not classes, rows are drawn without looking at them.</param>
    /// <param name="fraction">The share to hold out, from 0 up to but not including 1.</param>
    /// <param name="seed">Decides which rows.</param>
    /// <returns>The kept and the held-out rows, both in ascending order.</returns>
    public static (int[] Kept, int[] HeldOut) Stratified(TargetSet targets, double fraction, int seed)
    {
        ArgumentNullException.ThrowIfNull(targets);
        if (!(fraction >= 0 && fraction < 1)) throw new ArgumentOutOfRangeException(nameof(fraction), fraction, "the share to hold out must lie in [0, 1).");
        var random = new Random(seed);
        bool[] isHeldOut = new bool[targets.Rows];
        double due = 0;
        foreach (int[] group in Groups(targets))
        {
            random.Shuffle(group);
            if (group.Length < 2) continue;
            due += fraction * group.Length;
            // What rounding keeps back from one class is taken from the next, so the total comes out right.
            int most = Math.Min(group.Length - 1, (int)Math.Ceiling(fraction * group.Length));
            int count = Math.Clamp((int)Math.Floor(due + 0.5), 0, most);
            due = Math.Min(due - count, 1);
            foreach (int row in group.AsSpan(0, count)) isHeldOut[row] = true;
        }

        return (Rows(isHeldOut, held: false), Rows(isHeldOut, held: true));
    }

    static int[][] Groups(TargetSet targets)
    {
        if (targets.Kind != TargetKind.ClassIndex) return [[.. Enumerable.Range(0, targets.Rows)]];
        var groups = new List<int>[targets.ClassNames.Count];
        for (int i = 0; i < groups.Length; i++) groups[i] = [];
        for (int row = 0; row < targets.Rows; row++)
        {
            if (targets.Classes[row] >= 0) groups[targets.Classes[row]].Add(row);
        }

        return [.. groups.Select(group => group.ToArray())];
    }

    static int[] Rows(bool[] isHeldOut, bool held)
    {
        var rows = new List<int>();
        for (int row = 0; row < isHeldOut.Length; row++)
        {
            if (isHeldOut[row] == held) rows.Add(row);
        }

        return [.. rows];
    }
}
