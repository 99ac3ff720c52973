using Surprisal.Numerics;

namespace Surprisal.Losses.Tests;

/// <summary>Evaluates rows of doubles in either number type.</summary>
static class Rows
{
    public static (double Value, float[] Gradient, float[] Losses) Evaluate(Loss loss, double[][] logits, Answer[] answers, bool gradient = true)
    {
        int columns = logits[0].Length;
        float[] z = [.. logits.SelectMany(r => r).Select(x => (float)x)], g = new float[gradient ? z.Length : 0];
        float[] losses = new float[loss.LossCount(logits.Length, columns)];
        Targets<float> targets = answers[0].Values is null ? Classes(answers) : Array.ConvertAll(Values(answers), x => (float)x);
        var slopes = gradient ? g.AsMatrix(columns) : default;
        double value = loss.Evaluate(z.AsMatrix(columns), targets, slopes);
        Assert.Equal(value, loss.EvaluateEach(z.AsMatrix(columns), targets, losses, slopes));
        return (value, g, losses);
    }

    public static (double Value, double[] Gradient) EvaluateDoubles(Loss loss, double[][] logits, Answer[] answers, bool gradient = true)
    {
        int columns = logits[0].Length;
        double[] z = [.. logits.SelectMany(r => r)], g = new double[gradient ? z.Length : 0];
        Targets<double> targets = answers[0].Values is null ? Classes(answers) : Values(answers);
        return (loss.Evaluate(z.AsMatrix(columns), targets, gradient ? g.AsMatrix(columns) : default), g);
    }

    /// <summary>Overwrites the logits with their gradient; returns the value.</summary>
    public static double InPlace(Loss loss, float[] logits, int columns, Answer[] answers)
    {
        Targets<float> targets = answers[0].Values is null ? Classes(answers) : Array.ConvertAll(Values(answers), x => (float)x);
        return loss.Evaluate(logits.AsMatrix(columns), targets, logits.AsMatrix(columns));
    }

    static int[] Classes(Answer[] answers) => [.. answers.Select(a => a.Class)];

    static double[] Values(Answer[] answers) => [.. answers.SelectMany(a => a.Values!)];
}
