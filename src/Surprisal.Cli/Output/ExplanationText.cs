using Surprisal.Losses;
using static Surprisal.Losses.Explanation;

namespace Surprisal.Cli;

/// <summary>One row's loss as a page of text: the row, the table of its classes, the way to the value, and what it means.</summary>
static class ExplanationText
{
    const int MostClasses = 20;

    public static void Write(TextWriter output, Examples examples, string name, Explanation told)
    {
        if (examples.Model is { } model) ModelRowText.Write(output, examples, model, told);
        output.WriteLine($"{name}: {told.Info.Formula}");
        output.WriteLine();
        int[] shown = Shown(told);
        Table(examples.Names, told, shown).WriteTo(output);
        if (shown.Length < told.Classes.Count) output.WriteLine($"  … {shown.Length} of {Figures.Count(told.Classes.Count)} classes; --format json has all");
        output.WriteLine();
        var way = Way(told);
        int width = way.Max(l => l.Label.Length);
        foreach (var (label, text) in way) output.WriteLine($"  {label.PadRight(width)}  {text}");
        output.WriteLine();
        Figures.Wrap(output, told.Summary(examples.Names));
    }

    /// <summary>A line for each class: the steps of the loss in columns.</summary>
    public static TextTable Table(string[] names, Explanation told, int[] shown) =>
        told.Softmax is not null && told.Classes[0].Cost is not null ? OfSoftmax(names, told, shown)
        : told.Classes[0].Cost is not null ? OfLabels(names, told, shown) : OfRow(names, told, shown);

    /// <summary>The classes of a table: all, or of very many the answer's and those that are pulled hardest.</summary>
    public static int[] Shown(Explanation told)
    {
        var classes = told.Classes;
        if (classes.Count <= MostClasses) return [.. Enumerable.Range(0, classes.Count)];
        return [.. Enumerable.Range(0, classes.Count).OrderByDescending(k => k == told.TargetClass ? double.PositiveInfinity : Math.Abs(classes[k].Gradient)).ThenByDescending(k => classes[k].Logit).Take(MostClasses).Order()];
    }

    public static string Label(string[] names, Explanation told, int k) => Figures.Name(names[k]) + (told.TargetClass == k && !told.IsIgnored ? " ◄" : "");

    static TextTable OfSoftmax(string[] names, Explanation told, int[] shown)
    {
        bool isSurprisal = told.Info.Name == Loss.CrossEntropy.Info.Name, isSmoothed = told.Classes.Any(c => c.Mass != c.Target);
        string target = told.TargetClass is null ? "target y" : "one-hot y", cost = isSurprisal ? "(−log p)" : "ℓ(p)";
        string[] header = ["class", "logit z", "z − max", "exp(z − max)", "p = exp/Σ", "−log p", .. isSurprisal ? (string[])[] : ["ℓ(p)"], target, .. isSmoothed ? (string[])["counts a"] : [], isSmoothed ? $"a·{cost}" : $"y·{cost}", "∂ℓ/∂z"];
        var table = new TextTable(header);
        foreach (int k in shown)
        {
            var c = told.Classes[k];
            table.Add(
                [Label(names, told, k), Number(c.Logit), Number(c.Shifted!.Value), Number(c.Exponential!.Value), Number(c.Probability!.Value), Number(-c.LogProbability!.Value),
                    .. isSurprisal ? (string[])[] : [Number(c.Cost!.Value)], Figures.Short(c.Target), .. isSmoothed ? (string[])[Figures.Short(c.Mass!.Value)] : [], Number(c.Product!.Value), Number(c.Gradient)]);
        }
        table.Add(
            ["Σ", "", "", Number(told.Softmax!.Sum), Number(Total(told, c => c.Probability!.Value)), "", .. isSurprisal ? (string[])[] : [""],
                Figures.Short(Total(told, c => c.Target)), .. isSmoothed ? (string[])[Figures.Short(Total(told, c => c.Mass!.Value))] : [], Number(Total(told, c => c.Product!.Value)), Number(NoDust(told))]);
        return table;
    }

    static TextTable OfLabels(string[] names, Explanation told, int[] shown)
    {
        // Formulas name the loss and its slope too, which have columns of their own.
        // Labels with answers of 0 and 1 may be read in another way than soft ones beside them, and have other steps.
        string[] notes = [.. told.Classes.SelectMany(c => c.Steps).Select(s => s.Text).Distinct().Where(text => text[0] is not ('ℓ' or '∂'))];
        var table = new TextTable(["label", "logit z", "target t", .. notes, "ℓ", "∂ℓ/∂z"]);
        foreach (int k in shown)
        {
            var c = told.Classes[k];
            table.Add([Label(names, told, k), Number(c.Logit), Figures.Short(c.Target), .. notes.Select(note => c.Steps.Where(s => s.Text == note).Select(s => Number(s.Value)).FirstOrDefault("")), Number(c.Cost!.Value), Number(c.Gradient)]);
        }
        if (told.Classes.Count > 1) table.Add(["Σ", "", "", .. notes.Select(_ => ""), Number(told.Sum), ""]);
        return table;
    }

    static TextTable OfRow(string[] names, Explanation told, int[] shown)
    {
        bool hasSoftmax = told.Softmax is not null, hasP = told.Classes[0].Probability is not null;
        var table = new TextTable(["class", "logit z", .. hasSoftmax ? (string[])["z − max", "exp(z − max)"] : [], .. hasP ? (string[])["p"] : [], told.TargetClass is null ? "target y" : "one-hot y", "∂ℓ/∂z"]);
        foreach (int k in shown)
        {
            var c = told.Classes[k];
            table.Add(
                [Label(names, told, k), Number(c.Logit), .. hasSoftmax ? (string[])[Number(c.Shifted!.Value), Number(c.Exponential!.Value)] : [],
                    .. hasP ? (string[])[Number(c.Probability!.Value)] : [], Figures.Short(c.Target), Number(c.Gradient)]);
        }
        if (hasSoftmax) table.Add(["Σ", "", "", Number(told.Softmax!.Sum), Number(Total(told, c => c.Probability!.Value)), Figures.Short(Total(told, c => c.Target)), Number(NoDust(told))]);
        return table;
    }

    /// <summary>From the table to the value.</summary>
    public static IReadOnlyList<(string Label, string Text)> Way(Explanation told)
    {
        List<(string Label, string Text)> lines = [];
        string symbol = told.Info.Name == Loss.CrossEntropy.Info.Name ? "−log p" : "ℓ";
        if (told.TargetClass is { } target && !told.IsIgnored && told.Classes[target].Cost is { } cost)
        {
            lines.AddRange(told.Classes[target].Steps.Where(s => !s.Text.StartsWith("log p", StringComparison.Ordinal)).Select(s => (s.Text, Number(s.Value))));
            if (told.Classes.All(c => c.Mass is 0 or 1) && !double.IsNaN(cost)) lines.Add(($"look-up {symbol}[{target}]", $"{Number(cost)}, the same as the one-hot sum without its zeros"));
        }
        lines.AddRange(told.FormulaSteps.DistinctBy(s => s.Text).Select(s => (s.Text, Number(s.Value))));
        if (told.Weight != 1) lines.Add(("weight of the class", Figures.Short(told.Weight)));
        lines.AddRange(told.Steps.Where(s => s.Text is "log Σ exp z" or "λ·(log Σ exp z)²").Select(s => (s.Text, Number(s.Value))));
        string reduced = told.Divisor == 1 ? Number(told.Value) : $"{Number(told.Sum)} / {Figures.Short(told.Divisor)} = {Number(told.Value)}";
        string unit = told.Info.Unit == "nats" ? $" nats = {Number(told.Value / Math.Log(2))} bits" : "";
        if (told.Divisor == 0) lines.Add(("loss, the mean", "0 / 0, of nothing, is NaN"));
        else lines.Add((told.Divisor == 1 ? "loss" : "loss, the mean", reduced + unit));
        return lines;
    }

    static double Total(Explanation told, Func<ExplainedClass, double> of)
    {
        double total = 0;
        foreach (var c in told.Classes) total += of(c);
        return total;
    }

    /// <summary>The sum of the slopes, whose rounding errors are no news.</summary>
    static double NoDust(Explanation told)
    {
        double total = Total(told, c => c.Gradient), size = Total(told, c => Math.Abs(c.Gradient));
        return Math.Abs(total) < 1e-6 * size ? 0 : total;
    }
}
