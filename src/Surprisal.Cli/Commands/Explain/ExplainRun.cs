using Surprisal.Data;
using Surprisal.Losses;
using Surprisal.Numerics;

namespace Surprisal.Cli;

/// <summary>One call of <c>surprisal explain</c>: one row in full, several rows in brief, or several losses side by side.</summary>
static class ExplainRun
{
    public static void Run(Examples examples, IReadOnlyList<(string Name, Loss Loss)> losses, ReportFile? report, OutputFormat format, TextWriter output)
    {
        bool isOneRow = examples.Logits.Length == 1;
        if (losses.Count > 1 && !isOneRow) throw new UsageException($"--losses compares losses on one row, got {Figures.Count(examples.Logits.Length)}; --row N picks one");
        var stories = losses.Select(l => (l.Name, Explanation: Explain(l.Loss, examples, 0))).ToArray();
        if (!isOneRow)
        {
            var loss = losses[0].Loss;
            Explanation[] rows = [.. examples.Logits.Select((_, row) => Explain(loss, examples, row))];
            var batch = new ExplainedBatch(loss, rows, Evaluate(loss, examples));
            if (report is not null) ExplainReport.Write(report, examples, losses[0].Name, batch);
            if (format == OutputFormat.Json) ExplanationJson.Write(output, examples, losses[0].Name, batch);
            else ExplainedBatchText.Write(output, examples, losses[0].Name, batch);
        }
        else
        {
            if (report is not null) ExplainReport.Write(report, examples, [.. stories.Select((story, i) => (story.Name, story.Explanation, Stepped(losses[i].Loss, examples, story.Explanation)))]);
            if (format == OutputFormat.Json) ExplanationJson.Write(output, examples, stories);
            else if (losses.Count > 1) ExplainedLossesText.Write(output, examples, stories);
            else ExplanationText.Write(output, examples, stories[0].Name, stories[0].Explanation);
        }

        if (format == OutputFormat.Text) report?.Announce(output);
    }

    /// <summary>The row after a step of 1 down the gradient.</summary>
    static Explanation Stepped(Loss loss, Examples examples, Explanation told) =>
        Explain(loss, examples with { Logits = [[.. told.Classes.Select(c => c.Logit - c.Gradient)]] }, 0);

    static Explanation Explain(Loss loss, Examples examples, int row)
    {
        double[] logits = examples.Logits[row];
        var answer = Suited(loss, examples.Answers[row], logits.Length, examples.FirstRow + row);
        return Checked(() => examples.AreFloats
            ? loss.Explain(Array.ConvertAll(logits, z => (float)z), answer.Values is { } values ? Array.ConvertAll(values, t => (float)t) : new[] { answer.Class })
            : loss.Explain(logits, answer.Values is { } numbers ? numbers : new[] { answer.Class }), examples.FirstRow + row);
    }

    /// <summary>The value of all rows together, from the kernel that training uses.</summary>
    static double Evaluate(Loss loss, Examples examples)
    {
        Answer[] answers = [.. examples.Answers.Select((a, row) => Suited(loss, a, examples.Columns, row))];
        int[]? classes = answers[0].Values is null ? [.. answers.Select(a => a.Class)] : null;
        double[] logits = [.. examples.Logits.SelectMany(z => z)], values = [.. answers.SelectMany(a => a.Values ?? [])];
        if (!examples.AreFloats) return loss.Evaluate(logits.AsMatrix(examples.Columns), classes is null ? values : classes);
        float[] singles = Array.ConvertAll(logits, z => (float)z);
        return loss.Evaluate(singles.AsMatrix(examples.Columns), classes is null ? Array.ConvertAll(values, t => (float)t) : classes);
    }

    /// <summary>A class as the one-hot that stands for it, for losses that want one number per logit.</summary>
    static Answer Suited(Loss loss, Answer answer, int columns, int row)
    {
        if (answer.Values is not null || loss.Info.Targets.HasFlag(TargetKinds.ClassIndex)) return answer;
        if (answer.Class < 0 || answer.Class >= columns) throw new DataException($"row {row}: class {answer.Class} is outside 0..{columns - 1}");
        double[] oneHot = new double[columns];
        oneHot[answer.Class] = 1;
        return new(-1, oneHot);
    }

    static Explanation Checked(Func<Explanation> explain, int row)
    {
        try
        {
            return explain();
        }
        catch (ArgumentException e)
        {
            string message = e.Message.TrimEnd('.');
            throw new DataException(message.StartsWith("row 0:", StringComparison.Ordinal) ? $"row {row}:{message[6..]}" : message, e);
        }
    }
}

/// <summary>Several rows, explained one by one, and what they come to.</summary>
/// <param name="Loss">The loss of all.</param>
/// <param name="Rows">One for each row.</param>
/// <param name="Value">After reduction, from the kernel.</param>
sealed record ExplainedBatch(Loss Loss, IReadOnlyList<Explanation> Rows, double Value)
{
    public double Sum => Rows.Where(r => !r.IsIgnored).Sum(r => r.Sum);

    /// <summary>What the sum is divided by.</summary>
    public double Divisor => Loss.Reduction switch { Reduction.Mean => Rows.Sum(r => r.Divisor), Reduction.BatchMean => Rows.Count, _ => 1 };
}
