using System.Text;

namespace Surprisal.Losses;

public abstract partial record Loss
{
    /// <summary>Writes the options that are set, for <see cref="object.ToString"/>: <c>SoftmaxLoss { LabelSmoothing = 0.1, Formula = CrossEntropy { } }</c>.</summary>
    protected virtual bool PrintMembers(StringBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        List<string> set = [];
        if (Reduction != Reduction.Mean) set.Add($"Reduction = {Reduction}");
        if (LabelSmoothing != 0) set.Add($"LabelSmoothing = {LabelSmoothing}");
        if (ZLoss != 0) set.Add($"ZLoss = {ZLoss}");
        if (IgnoreIndex is not null) set.Add($"IgnoreIndex = {IgnoreIndex}");
        if (ClassWeights is not null) set.Add($"ClassWeights = [{string.Join(", ", ClassWeights)}]");
        if (PositiveWeights is not null) set.Add($"PositiveWeights = [{string.Join(", ", PositiveWeights)}]");
        if (Threads is not null) set.Add($"Threads = {Threads}");
        builder.AppendJoin(", ", set);
        return set.Count > 0;
    }
}
