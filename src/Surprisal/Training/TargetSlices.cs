using Surprisal.Data;
using Surprisal.Losses;

namespace Surprisal;

/// <summary>A dataset's answers and weights as a loss takes them.</summary>
static class TargetSlices
{
    /// <summary>What <paramref name="rows"/> rows from <paramref name="start"/> on count; empty where each counts once.</summary>
    public static ReadOnlySpan<float> WeightSlice(this Dataset data, int start, int rows) => data.RowWeights is { } weights ? weights.AsSpan(start, rows) : default;

    /// <summary>Σ of all rows' weights; their number where they have none.</summary>
    public static double TotalWeight(this Dataset data)
    {
        if (data.RowWeights is null) return data.Rows;
        double total = 0;
        foreach (float weight in data.RowWeights) total += weight;
        return total;
    }

    /// <summary>The answers to <paramref name="rows"/> rows from <paramref name="start"/> on.</summary>
    public static Targets<float> Slice(this TargetSet targets, int start, int rows)
    {
        if (targets.Kind == TargetKind.ClassIndex) return (ReadOnlySpan<int>)targets.Classes.AsSpan(start, rows);
        int width = targets.ClassNames.Count;
        return (ReadOnlySpan<float>)targets.Values.AsSpan(start * width, rows * width);
    }
}
