using System.Globalization;
using Surprisal.Losses;
using static Surprisal.Losses.Explanation;

namespace Surprisal.Cli;

/// <summary>Several rows in brief, and what they come to.</summary>
static class ExplainedBatchText
{
    public const int MostRows = 20;

    public static void Write(TextWriter output, Examples examples, string name, ExplainedBatch batch)
    {
        output.WriteLine($"{name}: {batch.Loss.Info.Formula}");
        output.WriteLine();
        Table(examples, batch).WriteTo(output);
        if (batch.Rows.Count > MostRows) output.WriteLine($"  … {MostRows} of {Figures.Count(batch.Rows.Count)} rows; --format json has all, --row N explains one");
        output.WriteLine();
        foreach (var (label, text) in Mean(batch)) output.WriteLine($"  {label,-24}  {text}");
        if (Dearest(batch) is not { } dearest) return;
        output.WriteLine();
        output.WriteLine(dearest);
    }

    /// <summary>A line for each of the first rows.</summary>
    public static TextTable Table(Examples examples, ExplainedBatch batch)
    {
        bool hasClasses = batch.Rows[0].TargetClass is not null, isPointwise = IsPointwise(batch), isWeighted = IsWeighted(batch);
        var table = new TextTable(["row", .. hasClasses ? (string[])["answer", "its p"] : [], "likeliest", "p", .. isWeighted ? (string[])["weight"] : [], isPointwise ? "Σ ℓ" : isWeighted ? "weight · ℓ" : "ℓ", "share"]);
        foreach (var (told, row) in batch.Rows.Select((told, row) => (told, row)).Take(MostRows))
        {
            int likeliest = Likeliest(told);
            string? answer = told.TargetClass is not { } target ? null : told.IsIgnored ? $"{target}, ignored" : Figures.Name(examples.Names[target]);
            table.Add(
                [$"{examples.FirstRow + row}", .. hasClasses ? (string[])[answer!, told.IsIgnored ? "" : P(told, told.TargetClass!.Value)] : [], Figures.Name(examples.Names[likeliest]), P(told, likeliest),
                    .. isWeighted ? (string[])[told.IsIgnored ? "" : Figures.Short(told.Weight)] : [], told.IsIgnored ? "" : Number(told.Sum), told.IsIgnored ? "" : Share(told.Sum, batch.Sum)]);
        }
        return table;
    }

    /// <summary>What the rows come to.</summary>
    public static IEnumerable<(string Label, string Text)> Mean(ExplainedBatch batch)
    {
        bool isPointwise = IsPointwise(batch), isWeighted = IsWeighted(batch);
        int ignored = batch.Rows.Count(r => r.IsIgnored);
        string unit = batch.Loss.Info.Unit == "nats" ? $" nats = {Number(batch.Value / Math.Log(2))} bits" : "";
        string by = batch.Loss.Reduction == Reduction.BatchMean ? "rows" : isPointwise ? "logits" : isWeighted && batch.Loss.Info.MeanIsOverWeights ? "the weights of the rows" : ignored > 0 ? "rows that count" : "rows";
        yield return (isWeighted ? "Σ weight · ℓ" : "Σ ℓ", Number(batch.Sum));
        if (ignored > 0) yield return ("ignored", $"{Figures.Count(ignored, "row", "rows")}, which neither cost nor count");
        if (batch.Loss.Reduction == Reduction.Sum) yield return ("loss, the sum", $"{Number(batch.Value)}{unit}");
        else yield return ("loss, the mean", $"{Number(batch.Sum)} / {Figures.Short(batch.Divisor)} ({by}) = {Number(batch.Value)}{unit}");
    }

    /// <summary>Which row costs most; null where none costs anything because all are ignored.</summary>
    public static string? Dearest(ExplainedBatch batch)
    {
        if (batch.Rows.All(r => r.IsIgnored)) return null;
        int dearest = 0;
        for (int row = 1; row < batch.Rows.Count; row++)
            if (!(batch.Rows[row].Sum <= batch.Rows[dearest].Sum)) dearest = row;
        return $"Row {dearest} costs most, {batch.Rows[dearest].Cost(batch.Rows[dearest].Sum)}: {Share(batch.Rows[dearest].Sum, batch.Sum)} of the sum.";
    }

    static bool IsPointwise(ExplainedBatch batch) => batch.Loss.LossCount(1, 2) == 2;

    static bool IsWeighted(ExplainedBatch batch) => batch.Rows.Any(r => r.Weight != 1);

    static int Likeliest(Explanation told)
    {
        int best = 0;
        for (int k = 1; k < told.Classes.Count; k++)
            if (told.Classes[k].Logit > told.Classes[best].Logit) best = k;
        return best;
    }

    static string P(Explanation told, int k) => told.Classes[k].Probability is { } p ? Number(p) : "";

    static string Share(double part, double whole) => whole != 0 && double.IsFinite(part / whole) ? (100 * part / whole).ToString("0.0 '%'", CultureInfo.InvariantCulture) : "";
}
