using System.Globalization;

namespace Surprisal.Cli;

/// <summary>Comparisons as a page of text.</summary>
static class ComparisonText
{
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
        WriteLegend(output, options, results);
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
        string name = isOneOfSeveral ? $"{result.Setting.Name}: " : "";
        string validation = result.Rows.Validation == 0 ? "" : $", {Figures.Count(result.Rows.Validation)} to stop early";
        output.WriteLine($"{name}{Figures.Count(result.Rows.Training)} rows to learn from{validation}, {Figures.Count(result.Rows.HeldOut)} held out{Noise(result.Setting)}");
        if (result.SeedsLeftOut > 0)
            output.WriteLine($"  The budget was over: {Figures.Count(result.SeedsLeftOut, "seed is", "seeds are")} left out, {Figures.Count(result.Seeds.Count)} finished with every loss");
        if (result.Seeds.Count == 0) return;
        WriteLosses(output, result);
        if (result.Seeds.Count == 1)
        {
            output.WriteLine("  One seed: there is no interval, and no difference can be told from luck. Give --seeds 10.");
            return;
        }
        WritePairs(output, "accuracy", result.AccuracyPairs, Best(result.Losses, loss => -loss.Accuracy?.Mean));
        WritePairs(output, "log-loss", result.LogLossPairs, Best(result.Losses, loss => loss.LogLoss?.Mean));
    }

    static string Noise(ComparisonSetting setting)
    {
        string labels = setting.LabelNoise == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; {setting.LabelNoise * 100:0.#} % of the labels learnt from are wrong");
        return labels + (setting.InputNoise == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; noise of {setting.InputNoise} standard deviations on the features of those held out"));
    }

    static void WriteLosses(TextWriter output, ComparisonResult result)
    {
        var table = new TextTable("loss", "accuracy", "log-loss (nats)", "Brier", "ECE", "epochs to 95 %", "seconds");
        foreach (var loss in result.Losses)
            table.Add(loss.Name, Mean(loss.Accuracy), Mean(loss.LogLoss), Mean(loss.Brier), Mean(loss.CalibrationError), Epochs(loss), loss.Seconds.ToString("0.00", CultureInfo.InvariantCulture));
        table.WriteTo(output);
        foreach (var loss in result.Losses)
        {
            var failed = loss.Runs.Where(run => run.Failure is not null).ToArray();
            if (failed.Length > 0) output.WriteLine($"  {loss.Name} broke down on {failed.Length} of {loss.Runs.Count} seeds, first on {failed[0].Seed}: {failed[0].Failure}");
        }
    }

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

    static string? Best(IReadOnlyList<LossSummary> losses, Func<LossSummary, double?> figure) => losses.Where(loss => figure(loss) is not null).MinBy(loss => figure(loss))?.Name;

    static void WritePairs(TextWriter output, string figure, IReadOnlyList<ComparedPair> pairs, string? best)
    {
        if (pairs.Count == 0) return;
        var listed = pairs.Count <= MostPairs ? pairs : [.. pairs.Where(pair => pair.First == best || pair.Second == best)];
        var table = new TextTable($"difference in {figure}", "mean", "95 % interval", "p", "");
        foreach (var pair in listed)
        {
            bool isIdentical = pair.Verdict == PairVerdict.Identical;
            table.Add($"{pair.First} − {pair.Second}", isIdentical ? "0" : Signed(pair.Difference.Mean), isIdentical ? "" : Interval(pair.Difference), isIdentical ? "" : P(pair.PValue), Words(pair.Verdict));
        }
        output.WriteLine();
        table.WriteTo(output);
        int shown = pairs.Count(pair => pair.Verdict == PairVerdict.DifferenceShown);
        if (listed.Count < pairs.Count) output.WriteLine($"  Listed are the pairs with {best}, the best; a difference is shown in {shown} of all {pairs.Count}, which --format json has.");
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

    static void WriteLegend(TextWriter output, ComparisonOptions options, IReadOnlyList<ComparisonResult> results)
    {
        if (results.Any(result => result.Seeds.Count > 1))
        {
            output.WriteLine("± and brackets: 95 % intervals of a mean over seeds, one at a time, widened because splits share rows.");
            output.WriteLine("p: the corrected resampled t-test of the differences, seed by seed (Nadeau and Bengio 2003), raised by Holm's method for all pairs of both figures; different: below 0.05.");
        }
        string[] without = [.. options.Losses.Where(loss => !loss.GivesProbabilities).Select(loss => loss.Name)];
        if (without.Length > 0) output.WriteLine($"n/a: outputs of {string.Join(", ", without)} are no probabilities of classes; the answer is the class of the largest.");
        if (results.Any(result => result.Losses.Any(loss => loss.Runs.Any(run => run.Epochs.Count > 0))))
            output.WriteLine("epochs to 95 %: the mean number of epochs until 95 % of the best accuracy that any loss of the seed ever had on the rows held out.");
        output.WriteLine("seconds: the mean time of a run on one core, a search included.");
    }
}
