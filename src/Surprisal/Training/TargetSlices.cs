using Surprisal.Data;
using Surprisal.Losses;

namespace Surprisal;

/// <summary>A dataset's answers as a loss takes them.</summary>
static class TargetSlices
{
    /// <summary>The answers to <paramref name="rows"/> rows from <paramref name="start"/> on.</summary>
    public static Targets<float> Slice(this TargetSet targets, int start, int rows)
    {
        if (targets.Kind == TargetKind.ClassIndex) return (ReadOnlySpan<int>)targets.Classes.AsSpan(start, rows);
        int width = targets.ClassNames.Count;
        return (ReadOnlySpan<float>)targets.Values.AsSpan(start * width, rows * width);
    }
}
