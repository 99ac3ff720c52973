namespace Surprisal.Losses.Tests;

/// <summary>A generated batch, and the code that it must be given; none for a healthy one.</summary>
sealed record DiagnosticCase(string Name, DiagnosticInput Input, string? Code)
{
    static readonly (int Classes, int Rows)[] s_sizes = [(2, 8), (2, 64), (2, 500), (3, 9), (3, 300), (5, 40), (5, 1000), (10, 30), (10, 2000), (37, 64), (100, 50), (100, 2500), (1000, 40)];

    public static IEnumerable<DiagnosticCase> Healthy()
    {
        foreach (var (classes, rows) in s_sizes)
        {
            var make = new Batches(classes, rows);
            foreach (double size in (double[])[0.1, 1, 4]) yield return Of($"random logits of {size}", Loss.CrossEntropy, classes, make.Normal(size), make.Classes());
            yield return Of("a sure model", Loss.CrossEntropy, classes, make.Sure(), make.Answers);
            yield return Of("a sure model, focal", Loss.Focal(), classes, make.Sure(), make.Answers);
            yield return Of("log-probabilities as logits", Loss.CrossEntropy, classes, make.LogSoftmax(2), make.Classes());
            yield return Of("log-probabilities", Loss.Nll, classes, make.LogSoftmax(2), make.Classes());
            yield return Of("soft targets", Loss.CrossEntropy, classes, make.Normal(2), make.Softmax(1), values: true);
            yield return Of("distillation", Loss.KlDivergence, classes, make.LogSoftmax(1), make.Softmax(1), values: true);
            yield return Of("labels", Loss.BinaryCrossEntropy, classes, make.Normal(2), make.Labels(), values: true);
            yield return Of("masked classes", Loss.CrossEntropy, classes, make.Masked(), make.Answers);
            yield return Of("ignored rows", Loss.CrossEntropy with { IgnoreIndex = -100 }, classes, make.Normal(1), make.SomeIgnored(-100));
            yield return Of("class weights", Loss.CrossEntropy, classes, make.Normal(1), make.Classes(), weights: [.. Enumerable.Range(1, classes).Select(k => 0.5 * k)]);
            yield return Of("a fresh model", Loss.CrossEntropy, classes, make.Normal(0.5), make.Classes(), start: true);
            yield return Of("a large-margin classifier", Loss.Hinge(), classes, make.Normal(1), make.Classes());
            yield return Of("a smoothed model on its way", Loss.CrossEntropy with { LabelSmoothing = 0.1 }, classes, make.Normal(1), make.Classes());
            yield return Of("imbalanced", Loss.CrossEntropy, classes, make.Normal(1), make.Imbalanced());
        }
        foreach (int few in (int[])[1, 2, 3, 5, 7])
            yield return Of($"{few} rows that lie between 0 and 1 by accident", Loss.CrossEntropy, 3, new Batches(3, few).Between(0.1, 0.9), new Batches(3, few).Classes());
        foreach (int classes in (int[])[2, 4, 9]) yield return Of("a good model with as many places as classes", Loss.CrossEntropy, classes, Batches.Places(classes, 30, wrongAxis: false, out double[] answers), answers, shape: [30, classes, classes]);
        foreach (int seed in (int[])[1, 2, 3]) yield return Of("real numbers", Loss.Mse, 3, new Batches(3, 20 * seed).Softmax(1), new Batches(3, 20 * seed).Softmax(2), values: true);
    }

    public static IEnumerable<DiagnosticCase> Broken()
    {
        foreach (var (classes, rows) in s_sizes)
        {
            var make = new Batches(classes, rows);
            yield return Of("softmax before cross-entropy", Loss.CrossEntropy, classes, make.Softmax(2), make.Classes(), code: "SUR001");
            yield return Of("probabilities into a hinge", Loss.Hinge(), classes, make.Softmax(2), make.Classes(), code: "SUR002");
            yield return Of("raw outputs into nll", Loss.Nll, classes, make.Normal(2), make.Classes(), code: "SUR003");
            yield return Of("probabilities into kl-divergence", Loss.KlDivergence, classes, make.Softmax(1), make.Softmax(2), values: true, code: "SUR003");
            yield return Of("one-hot integers", Loss.CrossEntropy, classes, make.Normal(1), make.OneHot(), shapeOfTargets: [rows, classes], code: "SUR004");
            yield return Of("labels from 1", Loss.CrossEntropy, classes, make.Normal(1), make.FromOne(), code: "SUR005");
            foreach (int marker in (int[])[-1, -100]) yield return Of($"{marker} without ignore-index", Loss.CrossEntropy, classes, make.Normal(1), make.SomeIgnored(marker), code: "SUR006");
            if (classes < 255) yield return Of("255 without ignore-index", Loss.CrossEntropy, classes, make.Normal(1), make.SomeIgnored(255), code: "SUR006");
            yield return Of("soft targets that sum to 2", Loss.CrossEntropy, classes, make.Normal(1), [.. make.Softmax(1).Select(t => 2 * t)], values: true, code: "SUR007");
            yield return Of("negative soft targets", Loss.CrossEntropy, classes, make.Normal(1), make.Normal(1), values: true, code: "SUR007");
            yield return Of("softmax over one output", Loss.CrossEntropy, 1, new Batches(1, rows).Normal(1), new Batches(1, rows).Zeros(), shape: [rows, 1], code: "SUR008");
            yield return Of("0/1 into a hinge", Loss.OvaHinge(), classes, make.Normal(1), make.OneHot(), values: true, code: "SUR009");
            if (classes * rows >= 24) yield return Of("sigmoid outputs", Loss.BinaryCrossEntropy, classes, make.Between(0.01, 0.99), make.Labels(), values: true, code: "SUR010");
            yield return Of("NaN", Loss.CrossEntropy, classes, make.With(double.NaN), make.Classes(), code: "SUR012");
            yield return Of("+∞", Loss.CrossEntropy, classes, make.With(double.PositiveInfinity), make.Classes(), code: "SUR012");
            yield return Of("all ignored", Loss.CrossEntropy with { IgnoreIndex = -100 }, classes, make.Normal(1), [.. Enumerable.Repeat(-100.0, rows)], code: "SUR013");
            yield return Of("too few class weights", Loss.CrossEntropy, classes, make.Normal(1), make.Classes(), weights: [.. Enumerable.Repeat(1.0, classes - 1)], code: "SUR014");
            yield return Of("a weight of 0", Loss.CrossEntropy, classes, make.Normal(1), make.Classes(), weights: [0, .. Enumerable.Repeat(1.0, classes - 1)], code: "SUR014");
            yield return Of("wild start", Loss.CrossEntropy, classes, make.Normal(30), make.Classes(), start: true, code: "SUR016");
            yield return Of("the answer among the inputs", Loss.CrossEntropy, classes, make.Sure(), make.Answers, start: true, code: "SUR016");
            yield return Of("as low as smoothing goes", Loss.CrossEntropy with { LabelSmoothing = 0.1 }, classes, make.Smoothed(0.1), make.Answers, code: "SUR017");
            yield return Of("an average into focal", Loss.Focal(), classes, [0.7], make.Classes(), shape: [1], code: "SUR018");
        }
        foreach (int classes in (int[])[3, 5, 10]) yield return Of("a class that never occurs", Loss.CrossEntropy, classes, new Batches(classes, 400).Normal(1), [.. new Batches(classes, 400).Classes().Select(y => y == 1 ? 0 : y)], code: "SUR015");
        foreach (int classes in (int[])[3, 5, 9]) yield return Of("classes along the last axis", Loss.CrossEntropy, classes, Batches.Places(classes, 30, wrongAxis: true, out double[] answers), answers, shape: [30, classes, classes], code: "SUR011");
    }

    static DiagnosticCase Of(
        string name, Loss loss, int classes, double[] logits, double[] targets, bool values = false, int[]? shape = null, int[]? shapeOfTargets = null, double[]? weights = null, bool start = false, string? code = null)
    {
        shape ??= [logits.Length / classes, classes];
        int[] targetShape = shapeOfTargets ?? (values ? shape : shape.Length > 2 ? [shape[0], .. shape[2..]] : [targets.Length]);
        return new($"{name}: {string.Join(" × ", shape)}", new(loss, logits, shape, targets, targetShape, !values) { ClassWeights = weights, IsStart = start }, code);
    }
}
