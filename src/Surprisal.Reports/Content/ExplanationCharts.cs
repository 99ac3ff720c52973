using Surprisal.Losses;

namespace Surprisal.Reports;

/// <summary>What a report shows of one row's loss, class by class.</summary>
public static class ExplanationCharts
{
    const string Step = "a step of 1 down the gradient";

    /// <summary>How hard each class is pulled, by each of some losses.</summary>
    /// <param name="stories">The row under each loss, with the loss's name.</param>
    /// <param name="names">Of the classes or labels.</param>
    /// <param name="shown">The classes to show.</param>
    public static Chart Pulls(IReadOnlyList<(string Name, Explanation Told)> stories, IReadOnlyList<string> names, IReadOnlyList<int> shown)
    {
        ArgumentNullException.ThrowIfNull(stories);
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(shown);
        return new BarChart
        {
            Title = "Which class is pulled how hard: ∂ℓ/∂z",
            Description = stories.Count == 1 ? stories[0].Told.Summary([.. names]) : "A step down the gradient raises the logits of bars to the left, and lowers those of bars to the right.",
            X = new("slope of the loss; left of 0 the logit is pulled up"),
            CategoryTitle = "class",
            Categories = [.. shown.Select(k => names[k])],
            Series = [.. stories.Select(story => new BarSeries(story.Name, [.. shown.Select(k => story.Told.Classes[k].Gradient)]))],
        };
    }

    /// <summary>The answer, and the probabilities before and after one step; for several losses what the step of each changes. None where a loss has no probabilities.</summary>
    /// <param name="stories">The row under each loss, now and at the logits less the gradient.</param>
    /// <param name="names">Of the classes or labels.</param>
    /// <param name="shown">The classes to show.</param>
    public static IEnumerable<Chart> Probabilities(IReadOnlyList<(string Name, Explanation Now, Explanation After)> stories, IReadOnlyList<string> names, IReadOnlyList<int> shown)
    {
        ArgumentNullException.ThrowIfNull(stories);
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(shown);
        var told = stories.Where(story => story.Now.Classes.All(c => c.Probability is not null)).ToArray();
        if (told.Length == 0) yield break;
        BarSeries Bars(string name, Func<int, double> value) => new(name, [.. shown.Select(value)]);
        var chart = new BarChart
        {
            Title = $"Probabilities before and after {Step}",
            Description = $"By {told[0].Name}.",
            X = new("probability") { Low = 0, High = 1 },
            CategoryTitle = "class",
            Categories = [.. shown.Select(k => names[k])],
            Series = [],
        };
        if (stories.Count > 1)
        {
            yield return chart with
            {
                Title = $"How probabilities change by {Step}",
                Description = "The same row, each loss by its own gradient; a loss without probabilities is left out.",
                X = new("change of the probability"),
                Series = [.. told.Select(story => Bars(story.Name, k => story.After.Classes[k].Probability!.Value - story.Now.Classes[k].Probability!.Value))],
            };
            yield break;
        }

        var (_, now, after) = told[0];
        yield return chart with
        {
            Series = [Bars("the answer", k => now.Classes[k].Target), Bars("before", k => now.Classes[k].Probability!.Value), Bars("after", k => after.Classes[k].Probability!.Value)],
        };
    }

    /// <summary>What each of several rows costs.</summary>
    /// <param name="rows">Their names.</param>
    /// <param name="costs">Their losses, weights included.</param>
    /// <param name="mean">What they come to.</param>
    /// <param name="unit">The loss's unit.</param>
    public static Chart Rows(IReadOnlyList<string> rows, IReadOnlyList<double> costs, double mean, string unit) => new BarChart
    {
        Title = "What each row costs",
        Description = $"All rows come to {ReportNumber.Text(mean)} {unit}".TrimEnd() + ".",
        X = new("loss", unit),
        CategoryTitle = "row",
        Categories = rows,
        Series = [new("loss", costs)],
    };
}
