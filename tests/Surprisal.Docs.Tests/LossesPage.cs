using System.Globalization;
using Surprisal.Losses;

namespace Surprisal.Docs.Tests;

/// <summary>Writes docs/losses.md from what the losses say of themselves, what a probe finds, and how exact they were measured to be.</summary>
static class LossesPage
{
    public static string Write()
    {
        using var page = new StringWriter { NewLine = "\n" };
        page.WriteLine("# The losses");
        page.WriteLine();
        page.WriteLine("Written from the code by a test: `SURPRISAL_UPDATE=1 dotnet test` rewrites it. `surprisal probe NAME` shows more of each, [how-a-loss-is-read.md](how-a-loss-is-read.md) how one is made.");
        page.WriteLine("z are logits, p probabilities, Y the targets, y the true class, t a target per logit. Values are of one row, or of one logit where targets are numbers per logit.");
        page.WriteLine();
        page.WriteLine("| loss | formula | targets | asks for |");
        page.WriteLine("|---|---|---|---|");
        foreach (var definition in LossCatalog.All)
            page.WriteLine($"| [{definition.Info.Name}](#{definition.Info.Name}) | {Cell(definition.Info.Formula)} | {Targets(definition.Info)} | {ProbeWords.Verdict(definition.Info, Probe(definition).Verdict)} |");
        page.WriteLine();
        page.WriteLine("Exactness is the worst that was met against numbers of 32 digits, over random and hard rows of floats (confident, hopeless, tied, huge, −∞), in units in the last place");
        page.WriteLine("of a float. A gradient counts as exact within 1e-7 of its row's largest entry.");
        page.WriteLine();
        page.WriteLine("The probe tries a loss in doubles. What it asks for is found on two classes; surely wrong is a true class that trails by 10, where the slope of cross-entropy is 1; surely right");
        page.WriteLine("is one that leads by 10. A symmetric loss adds up to a constant over all answers, so that evenly wrong labels do not move its minimum (arXiv 1712.09482).");
        foreach (var definition in LossCatalog.All) Section(page, definition);
        return page.ToString();
    }

    static void Section(StringWriter page, LossDefinition definition)
    {
        var info = definition.Info;
        var probe = Probe(definition);
        page.WriteLine();
        page.WriteLine($"## {info.Name}");
        page.WriteLine();
        page.WriteLine(info.Summary);
        page.WriteLine();
        page.WriteLine($"- **ℓ** = {info.Formula}{(info.Unit.Length > 0 ? $" [{info.Unit}]" : "")}");
        page.WriteLine($"- **∂ℓ/∂z** = {info.Gradient}");
        page.WriteLine($"- **Use it when** {Sentence(info.UseWhen)}");
        page.WriteLine($"- **Rather not when** {Sentence(info.AvoidWhen)}");
        page.WriteLine($"- **Targets:** {Targets(info)}. **Predictions:** {Activation(info.Activation)}.");
        if (info.Parameters.Count > 0) page.WriteLine($"- **Parameters:** {string.Join("; ", info.Parameters.Select(p => FormattableString.Invariant($"`{p.Name}` = {p.Default} in [{p.Minimum}, {p.Maximum}], {p.Summary}")))}.");
        if (info.Options != 0) page.WriteLine($"- **Options:** {Options(info.Options)}.");
        page.WriteLine($"- **Probe:** {ProbeWords.Line(info, probe)}.");
        if (Exactness(info.Name) is { } exactness) page.WriteLine($"- **Exactness:** {exactness}.");
        if (info.Reference is { } reference) page.WriteLine($"- **Source:** {reference}.");
    }

    static ProbeReport Probe(LossDefinition definition) => LossProbe.Of(LossCatalog.Parse(definition.Info.Name));

    /// <summary>The worst of a loss's measured cases.</summary>
    public static string? Exactness(string name)
    {
        const string Measured = "tests/Surprisal.Losses.Tests/Exactness/worst.tsv";
        if (!File.Exists(Path.Combine(Repository.Root, Measured))) return null;
        var rows = Repository.Text(Measured).Split('\n').Skip(1).Select(line => line.Split('\t')).Where(cells => cells.Length >= 4 && cells[0].Split(':', ',')[0] == name).ToArray();
        if (rows.Length == 0) return null;
        double Worst(int column) => rows.Max(cells => double.Parse(cells[column], CultureInfo.InvariantCulture));
        return FormattableString.Invariant($"loss {Worst(2):0.0} ulp, gradient {Worst(3):0.0} ulp");
    }

    static string Targets(LossInfo info)
    {
        List<string> kinds = [];
        if (info.Targets.HasFlag(TargetKinds.ClassIndex)) kinds.Add("class");
        if (info.Targets.HasFlag(TargetKinds.Distribution)) kinds.Add("distribution");
        if (info.Targets.HasFlag(TargetKinds.Binary)) kinds.Add("yes or no per logit");
        if (info.Targets.HasFlag(TargetKinds.Real)) kinds.Add("number per logit");
        return string.Join(", ", kinds);
    }

    static string Options(LossOptions options) => string.Join(", ", new[]
    {
        (LossOptions.ClassWeights, "class weights"), (LossOptions.LabelSmoothing, "label smoothing"), (LossOptions.IgnoreIndex, "index to ignore"),
        (LossOptions.PositiveWeights, "positive weights"), (LossOptions.ZLoss, "z-loss"),
    }.Where(o => options.HasFlag(o.Item1)).Select(o => o.Item2));

    static string Activation(OutputActivation activation) => activation switch
    {
        OutputActivation.Softmax => "softmax",
        OutputActivation.Sigmoid => "sigmoid",
        OutputActivation.Exponential => "exp",
        OutputActivation.AbsNormalised => "|z|/Σ|z|",
        _ => "the logits themselves",
    };

    static string Sentence(string text) => char.ToLowerInvariant(text[0]) + text[1..];

    static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
