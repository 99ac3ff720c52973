using System.Globalization;

namespace Surprisal.Cli;

/// <summary>Comparisons as a page of text.</summary>
static class ComparisonText
{
    public const string OneSeed = "One seed: there is no interval, and no difference can be told from luck. Give --seeds 10.";

    const int MostPairs = 15, SettingsBeside = 5;

    public static void Write(TextWriter output, string what, ComparisonOptions options, IReadOnlyList<ComparisonResult> results)
    {
        output.WriteLine($"{what}: {options.Losses.Count} losses, {Figures.Count(options.Seeds, "seed", "seeds")}. Each seed has its own split of the rows, initial numbers and batches, the same for every loss.");
        if (results.Count > 1) WriteSettings(output, results);
        foreach (var result in results)
        {
            output.WriteLine();
            Write(output, result, results.Count > 1);
        }
        output.WriteLine();
        foreach (string line in Legend(options, results)) output.WriteLine(line);
    }

    /// <summary>Accuracies of all losses side by side, some settings at a time.</summary>
    static void WriteSettings(TextWriter output, IReadOnlyList<ComparisonResult> results)
    {
        foreach (var some in results.Where(result => result.Losses.Count > 0).Chunk(SettingsBeside))
        {
            output.WriteLine();
            var table = new TextTable(["mean accuracy", .. some.Select(result => result.Setting.Name)]);
            for (int i = 0; i < some[0].Losses.Count; i++)
                table.Add([some[0].Losses[i].Name, .. some.Select(result => result.Losses[i].Accuracy is { } accuracy ? Figures.Figure(accuracy.Mean) : "n/a")]);
            table.WriteTo(output);
        }
    }

    static void Write(TextWriter output, ComparisonResult result, bool isOneOfSeveral)
    {
        output.WriteLine((isOneOfSeveral ? $"{result.Setting.Name}: " : "") + Rows(result));
        if (result.SeedsLeftOut > 0) output.WriteLine($"  {LeftOut(result)}");
        if (result.Seeds.Count == 0) return;
        Losses(result).WriteTo(output);
        foreach (string failure in Failures(result)) output.WriteLine($"  {failure}");
        if (result.Seeds.Count == 1)
        {
            output.WriteLine($"  {OneSeed}");
            return;
        }
        WritePairs(output, "accuracy", result.AccuracyPairs, result.MostAccurate?.Name);
        WritePairs(output, "log-loss", result.LogLossPairs, result.LeastSurprised?.Name);
    }

    /// <summary>How many rows were for what, and the noise on them.</summary>
    public static string Rows(ComparisonResult result)
    {
        string validation = result.Rows.Validation == 0 ? "" : $", {Figures.Count(result.Rows.Validation)} to stop early";
        return $"{Figures.Count(result.Rows.Training)} rows to learn from{validation}, {Figures.Count(result.Rows.HeldOut)} held out{Noise(result.Setting)}";
    }

    /// <summary>What the budget has cut off.</summary>
    public static string LeftOut(ComparisonResult result) =>
        $"The budget was over: {Figures.Count(result.SeedsLeftOut, "seed is", "seeds are")} left out, {Figures.Count(result.Seeds.Count)} finished with every loss";

    static string Noise(ComparisonSetting setting)
    {
        string labels = setting.LabelNoise == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; {setting.LabelNoise * 100:0.#} % of the labels learnt from are wrong");
        return labels + (setting.InputNoise == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; noise of {setting.InputNoise} standard deviations on the features of those held out"));
    }

    /// <summary>A line for each loss.</summary>
    public static TextTable Losses(ComparisonResult result)
    {
        var table = new TextTable("loss", "accuracy", "log-loss (nats)", "Brier", "ECE", "epochs to 95 %", "seconds");
        foreach (var loss in result.Losses)
            table.Add(loss.Name, Mean(loss.Accuracy), Mean(loss.LogLoss), Mean(loss.Brier), Mean(loss.CalibrationError), Epochs(loss), loss.Seconds.ToString("0.00", CultureInfo.InvariantCulture));
        return table;
    }

    /// <summary>A line for each loss that broke down.</summary>
    public static IEnumerable<string> Failures(ComparisonResult result) =>
        from loss in result.Losses
        let failed = loss.Runs.Where(run => run.Failure is not null).ToArray()
        where failed.Length > 0
        select $"{loss.Name} broke down on {failed.Length} of {loss.Runs.Count} seeds, first on {failed[0].Seed}: {failed[0].Failure}";

    static string Mean(MeanInterval? interval)
    {
        if (interval is not { } known) return "n/a";
        return double.IsFinite(known.High) ? $"{Figures.Figure(known.Mean)} ± {Figures.Figure(known.High - known.Mean)}" : Figures.Figure(known.Mean);
    }

    static string Epochs(LossSummary loss)
    {
        if (loss.Runs.All(run => run.Epochs.Count == 0)) return "n/a";
        int[] known = [.. loss.EpochsToLearn.OfType<int>()];
        int never = loss.EpochsToLearn.Count - known.Length;
        string mean = known.Length == 0 ? "" : known.Average().ToString("0.0", CultureInfo.InvariantCulture);
        return never == 0 ? mean : known.Length == 0 ? "never" : $"{mean}, never on {never}";
    }

    static void WritePairs(TextWriter output, string figure, IReadOnlyList<ComparedPair> pairs, string? best)
    {
        if (pairs.Count == 0) return;
        var listed = pairs.Count <= MostPairs ? pairs : [.. pairs.Where(pair => pair.First == best || pair.Second == best)];
        output.WriteLine();
        Pairs(figure, listed).WriteTo(output);
        int shown = pairs.Count(pair => pair.Verdict == PairVerdict.DifferenceShown);
        if (listed.Count < pairs.Count) output.WriteLine($"  Listed are the pairs with {best}, the best; a difference is shown in {shown} of all {pairs.Count}, which --format json has.");
    }

    /// <summary>A line for each pair.</summary>
    public static TextTable Pairs(string figure, IReadOnlyList<ComparedPair> pairs)
    {
        var table = new TextTable($"difference in {figure}", "mean", "95 % interval", "p", "");
        foreach (var pair in pairs)
        {
            bool isIdentical = pair.Verdict == PairVerdict.Identical;
            table.Add($"{pair.First} − {pair.Second}", isIdentical ? "0" : Signed(pair.Difference.Mean), isIdentical ? "" : Interval(pair.Difference), isIdentical ? "" : P(pair.PValue), Words(pair.Verdict));
        }
        return table;
    }

    static string Words(PairVerdict verdict) => verdict switch
    {
        // As long as the longest, so that they begin below each other.
        PairVerdict.Identical => "identical          ",
        PairVerdict.DifferenceShown => "different          ",
        _ => "no difference shown",
    };

    static string Interval(MeanInterval interval) => double.IsFinite(interval.Low) ? $"[{Signed(interval.Low)}, {Signed(interval.High)}]" : "";

    static string Signed(double value) => double.IsFinite(value) ? value.ToString("+0.0000;−0.0000;0.0000", CultureInfo.InvariantCulture) : Figures.Figure(value);

    static string P(double value) => value < 0.001 ? "< 0.001" : value.ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>What the columns mean.</summary>
    public static IEnumerable<string> Legend(ComparisonOptions options, IReadOnlyList<ComparisonResult> results)
    {
        if (results.Any(result => result.Seeds.Count > 1))
        {
            yield return "± and brackets: 95 % intervals of a mean over seeds, one at a time, widened because splits share rows.";
            yield return "p: the corrected resampled t-test of the differences, seed by seed (Nadeau and Bengio 2003), raised by Holm's method for all pairs of both figures; different: below 0.05.";
        }
        string[] without = [.. options.Losses.Where(loss => !loss.GivesProbabilities).Select(loss => loss.Name)];
        if (without.Length > 0) yield return $"n/a: outputs of {string.Join(", ", without)} are no probabilities of classes; the answer is the class of the largest.";
        if (results.Any(result => result.Losses.Any(loss => loss.Runs.Any(run => run.Epochs.Count > 0))))
            yield return "epochs to 95 %: the mean number of epochs until 95 % of the best accuracy that any loss of the seed ever had on the rows held out.";
        yield return "seconds: the mean time of a run on one core, a search included.";
    }
}
