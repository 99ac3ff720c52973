namespace Surprisal;

/// <summary>What a comparison in one setting came to. It keeps every run, so that it can be drawn.</summary>
public sealed record ComparisonResult
{
    const double Learnt = 0.95;

    /// <summary>What the losses had in common.</summary>
    public required ComparisonSetting Setting { get; init; }

    /// <summary>The losses in the order they were asked for.</summary>
    public required IReadOnlyList<LossSummary> Losses { get; init; }

    /// <summary>All pairs of losses by accuracy; one that is the same function as an earlier loss is paired with that one alone.</summary>
    public required IReadOnlyList<ComparedPair> AccuracyPairs { get; init; }

    /// <summary>The same of those losses that give probabilities, by log-loss.</summary>
    public required IReadOnlyList<ComparedPair> LogLossPairs { get; init; }

    /// <summary>The loss with the largest mean accuracy, the first of several; null where none has any.</summary>
    public LossSummary? MostAccurate => Least(loss => -loss.Accuracy?.Mean);

    /// <summary>The loss with the lowest mean log-loss, the first of several; null where none gives probabilities.</summary>
    public LossSummary? LeastSurprised => Least(loss => loss.LogLoss?.Mean);

    /// <summary>The seeds that all losses were trained with.</summary>
    public required IReadOnlyList<int> Seeds { get; init; }

    /// <summary>How many seeds were asked for and left out, because the budget was over before every loss was through.</summary>
    public required int SeedsLeftOut { get; init; }

    /// <summary>Of one seed: rows to learn from, rows that decide when to stop, rows held out.</summary>
    public required (int Training, int Validation, int HeldOut) Rows { get; init; }

    internal static ComparisonResult Of(
        ComparisonOptions options, ComparisonSetting setting, IReadOnlyCollection<ComparedRun> runs, (int Training, int Validation, int HeldOut) rows)
    {
        var bySeed = runs.Where(run => run.Setting == setting.Name).ToLookup(run => run.Seed);
        int[] seeds = [.. Enumerable.Range(options.FirstSeed, options.Seeds).Where(seed => options.Losses.All(loss => bySeed[seed].Any(run => run.Loss == loss.Name)))];
        double[] targets = [.. seeds.Select(seed => Learnt * bySeed[seed].SelectMany(run => run.Epochs).Select(epoch => epoch.Accuracy).DefaultIfEmpty(1).Max())];
        double ratio = (double)rows.HeldOut / (rows.Training + rows.Validation);
        LossSummary[] losses = seeds.Length == 0 ? [] :
            [.. options.Losses.Select(loss => new LossSummary(loss.Name, [.. seeds.Select(seed => bySeed[seed].First(run => run.Loss == loss.Name))], ratio, targets))];
        var (accuracyPairs, logLossPairs) = ComparedPairs.Of(losses, ratio);
        return new()
        {
            Setting = setting,
            Losses = losses,
            AccuracyPairs = accuracyPairs,
            LogLossPairs = logLossPairs,
            Seeds = seeds,
            SeedsLeftOut = options.Seeds - seeds.Length,
            Rows = rows,
        };
    }

    LossSummary? Least(Func<LossSummary, double?> figure) => Losses.Where(loss => figure(loss) is not null).MinBy(figure);
}
