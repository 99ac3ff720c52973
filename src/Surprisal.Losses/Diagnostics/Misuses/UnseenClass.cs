namespace Surprisal.Losses;

/// <summary>A class that the model has an output for and the targets do not have.</summary>
sealed class UnseenClass() : Misuse(
    "SUR015", "a class never seen",
    "check how labels are numbered and how rows were chosen; a model cannot learn, nor a report judge, a class without rows")
{
    // How unlikely the absence must be.
    const double Chance = 1e-6;

    // Seen classes as unequal as this promise nothing about the others: the missing one may be rarer still.
    const double MostUnequal = 5;

    // Rows of a single class say nothing about how rare another may be. A whole data set has this many rows, an ordinary batch does not.
    const int ManyRows = 1000;

    internal override Finding? Find(DiagnosticBatch batch)
    {
        // Neighbouring pixels are not independent rows: a picture without a class is nothing special.
        if (batch.Positions > 1 || batch.Takes(TargetKinds.Real) || ClassCounts.Of(batch) is not { Rows: > 0 } counts) return null;
        if (batch.Classes == 1) return batch.IsBinary ? FindOneSided(counts) : null;
        int missing = 0, first = 0, seen = 0;
        double fewest = double.PositiveInfinity, most = 0;
        for (int k = counts.Counts.Length - 1; k >= 0; k--)
        {
            double count = counts.Counts[k];
            if (count > 0)
            {
                seen++;
                (fewest, most) = (Math.Min(fewest, count), Math.Max(most, count));
                continue;
            }
            missing++;
            first = k;
        }
        if (missing == 0 || !IsNoChance(counts, seen, fewest, most)) return null;
        string others = missing == 1 ? "" : FormattableString.Invariant($" and {missing - 1} more");
        return Found($"class {first}{others} of {batch.Classes} does not occur in {counts.Rows} rows");
    }

    static bool IsNoChance(ClassCounts counts, int seen, double fewest, double most)
    {
        double logChances = Math.Log(counts.Counts.Length / Chance);
        if (seen <= 1) return counts.Rows >= ManyRows && counts.Rows >= counts.Counts.Length * logChances;
        // A class half as frequent as the rarest seen one stays away with probability exp(−count/2).
        return fewest >= 2 * logChances && most <= MostUnequal * fewest;
    }

    Finding? FindOneSided(ClassCounts counts)
    {
        double positives = counts.Counts[0];
        if (counts.Rows < ManyRows || (positives > 0 && positives < counts.Rows)) return null;
        return Found($"all {counts.Rows} targets are {(positives == 0 ? 0 : 1)}");
    }
}
