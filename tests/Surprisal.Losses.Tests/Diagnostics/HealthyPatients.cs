using static Surprisal.Losses.Tests.Patient;

namespace Surprisal.Losses.Tests;

/// <summary>Batches with nothing wrong, as near to each misuse as an honest model can come.</summary>
static class HealthyPatients
{
    static readonly int[] s_rows = [1, 2, 7, 64, 500, 3000]; // one row, a few, a batch, a small file, a file
    static readonly int[] s_classes = [2, 3, 10, 100, 1000];

    public static IEnumerable<Patient> All() =>
        [.. Classes(), .. UnevenClasses(), .. SmallChances(), .. Binary(), .. WeakBinary(), .. Soft(), .. Dense(), .. LogProbabilities(), .. Starts(), .. Odd()];

    static IEnumerable<Patient> Classes()
    {
        string[] losses = ["cross-entropy", "poly", "focal", "hinge", "expectation-l2", "generalized-cross-entropy", "ova-hinge", "spherical"];
        (double Skill, double Noise)[] models = [(0, 0.01), (0, 1), (0, 5), (1, 0.5), (5, 1), (30, 2)];
        int turn = 0;
        foreach (int classes in s_classes)
        {
            foreach (int rows in s_rows.Where(n => n * classes <= 600_000))
            {
                foreach (var (skill, noise) in models)
                {
                    var batches = new RandomBatches(++turn);
                    double[] labels = batches.Labels(rows, classes);
                    // Each batch goes to cross-entropy and to one more, by turns.
                    foreach (string loss in (string[])["cross-entropy", losses[turn % losses.Length]])
                        yield return Indexed($"{loss}, {rows} × {classes}, skill {skill}, noise {noise}", loss, RandomBatches.Single(batches.Logits(labels, classes, skill, noise)), labels, classes);
                }
            }
        }
    }

    static IEnumerable<Patient> UnevenClasses()
    {
        foreach (int classes in s_classes)
        {
            foreach (int rows in (int[])[1, 16, 128, 500])
            {
                var batches = new RandomBatches(rows + classes);
                double[] only = new double[rows];
                Array.Fill(only, classes - 1);
                yield return Indexed($"all of the last class, {rows} × {classes}", "cross-entropy", batches.Logits(only, classes, 2), only, classes);
                foreach (double factor in (double[])[0.01, 0.1, 0.5])
                {
                    double[] labels = batches.UnevenLabels(4 * rows, classes, factor);
                    if (classes > 2 || factor > 0.01 || rows < 200)
                        yield return Indexed($"shares falling by {factor}, {4 * rows} × {classes}", "cross-entropy", batches.Logits(labels, classes, 2), labels, classes);
                }
            }
        }
    }

    static IEnumerable<Patient> SmallChances()
    {
        for (int seed = 0; seed < 40; seed++)
        {
            var batches = new RandomBatches(seed);
            int rows = 1 + seed % 5, classes = 2 + seed % 4;
            double[] labels = batches.Labels(rows, classes);
            yield return Indexed($"logits in (0, 1) by chance, {rows} × {classes}, seed {seed}", "cross-entropy", batches.Uniforms(rows * classes), labels, classes);
            double[] bits = batches.Bits(10);
            yield return Valued($"binary logits in (0, 1) by chance, seed {seed}", "binary-cross-entropy", batches.Uniforms(10), bits, 10);
            double[] rounded = [.. batches.Uniforms(rows * 2).Select(z => Math.Round(z, 1))];
            yield return Indexed($"logits of one decimal, seed {seed}", "cross-entropy", rounded, batches.Labels(rows, 2), 2);
        }
        yield return Indexed("typed in", "cross-entropy", [1, 0, 0, 0, 1, 0], [0, 1], 3);
        yield return Indexed("all logits 0", "cross-entropy", new double[40], new RandomBatches(1).Labels(10, 4), 4);
        yield return Indexed("all logits ¼", "cross-entropy", [.. Enumerable.Repeat(0.25, 400)], new RandomBatches(1).Labels(100, 4), 4);
    }

    static IEnumerable<Patient> Binary()
    {
        string[] losses = ["binary-cross-entropy", "binary-focal", "asymmetric", "sigmoid-distance"];
        int turn = 0;
        foreach (int labels in (int[])[1, 2, 14])
        {
            foreach (int rows in s_rows)
            {
                foreach (double share in (double[])[0.02, 0.5, 0.9])
                {
                    var batches = new RandomBatches(++turn);
                    double[] bits = batches.Bits(rows * labels, share);
                    int[] shape = labels == 1 && turn % 2 == 0 ? [rows] : [rows, labels];
                    double skill = turn % 3 * 3;
                    yield return Valued($"{rows} × {labels} labels of {share}, skill {skill}", losses[turn % 4], batches.BinaryLogits(bits, skill), bits, shape) with { AreIntegers = turn % 2 == 0 };
                }
            }
        }
    }

    static IEnumerable<Patient> WeakBinary()
    {
        // Models that know the share of yes and little else; 0.6 to 0.7 puts every logit into (0, 1).
        for (int seed = 0; seed < 24; seed++)
        {
            var batches = new RandomBatches(seed);
            double share = 0.56 + 0.005 * seed, noise = seed % 3 * 0.04;
            int rows = s_rows[1 + seed % 5];
            double[] bits = batches.Bits(rows, share), logits = batches.Normals(rows, noise, Math.Log(share / (1 - share)));
            yield return Valued($"logits near {Math.Log(share / (1 - share)):0.00} for a share of {share}, {rows} rows", "binary-cross-entropy", logits, bits, rows);
        }
    }

    static IEnumerable<Patient> Soft()
    {
        int turn = 0;
        foreach (int classes in s_classes)
        {
            foreach (int rows in s_rows.Where(n => n * classes <= 100_000))
            {
                var batches = new RandomBatches(++turn);
                double[] shares = batches.Shares(rows, classes, 2), logits = batches.Normals(rows * classes, 2);
                yield return Valued($"soft targets, {rows} × {classes}", "cross-entropy", logits, RandomBatches.Single(shares), rows, classes);
                yield return Valued($"soft targets in float16, {rows} × {classes}", "cross-entropy", logits, RandomBatches.Half(shares), rows, classes);
                yield return Valued($"KL divergence, {rows} × {classes}", "kl-divergence", RandomBatches.Single(RandomBatches.LogSoftmax(logits, classes)), shares, rows, classes);
                double[] labels = batches.Labels(rows, classes);
                yield return Valued($"shares of 1 and 0, {rows} × {classes}", "cross-entropy", batches.Logits(labels, classes, 4), RandomBatches.OneHot(labels, classes), rows, classes);
                yield return Valued($"probabilities against shares, {rows} × {classes}", "mse", RandomBatches.Softmax(logits, classes), shares, rows, classes);
            }
        }
    }

    static IEnumerable<Patient> Dense()
    {
        for (int seed = 0; seed < 30; seed++)
        {
            var batches = new RandomBatches(seed);
            int rows = 1 + seed % 4, classes = 2 + seed % 7, positions = seed % 3 == 0 ? classes : 3 + seed % 11;
            double skill = positions == classes ? 6 : seed % 4 * 2;
            if (positions == classes && rows * positions < 6) continue; // too little to be told apart from its transpose
            double[] labels = batches.Labels(rows * positions, classes);
            double[] logits = RandomBatches.ClassesToAxisOne(batches.Logits(labels, classes, skill), rows, positions, classes);
            yield return new Patient($"dense {rows} × {classes} × {positions}, skill {skill}", "cross-entropy")
            {
                Logits = logits,
                Shape = [rows, classes, positions],
                Targets = labels,
                TargetShape = [rows, positions],
            };
        }
    }

    static IEnumerable<Patient> LogProbabilities()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            var batches = new RandomBatches(seed);
            int rows = s_rows[seed % 6], classes = s_classes[seed % 4];
            double[] labels = batches.Labels(rows, classes), logs = RandomBatches.LogSoftmax(batches.Logits(labels, classes, seed % 5 * 3), classes);
            foreach (string loss in (string[])["cross-entropy", "nll"])
                yield return Indexed($"log-probabilities into {loss}, {rows} × {classes}", loss, seed % 3 == 0 ? RandomBatches.Half(logs) : RandomBatches.Single(logs), labels, classes);
        }
    }

    static IEnumerable<Patient> Starts()
    {
        foreach (int classes in s_classes)
        {
            foreach (double noise in (double[])[0, 0.1, 0.5, 1])
            {
                foreach (int rows in (int[])[1, 16, 500])
                {
                    var batches = new RandomBatches(rows + classes);
                    double[] labels = batches.Labels(rows, classes);
                    yield return Indexed($"untrained, spread {noise}, {rows} × {classes}", "cross-entropy", batches.Logits(labels, classes, 0, noise), labels, classes) with { IsStart = true };
                }
            }
        }
        foreach (double share in (double[])[0.01, 0.1, 0.5])
        {
            var batches = new RandomBatches(3);
            double[] bits = batches.Bits(2000, share);
            yield return Valued($"bias of a share of {share}", "binary-cross-entropy", batches.Normals(2000, 0.1, Math.Log(share / (1 - share))), bits, 2000) with { IsStart = true };
        }
    }

    static IEnumerable<Patient> Odd()
    {
        var batches = new RandomBatches(5);
        double[] labels = batches.Labels(200, 5), logits = batches.Logits(labels, 5, 3);
        foreach (int mark in (int[])[-1, -100, 255])
        {
            double[] marked = [.. labels.Select((y, i) => i % 3 == 0 ? mark : y)], holes = [.. logits.Select((z, i) => i / 5 % 3 == 0 ? double.NaN : z)];
            yield return Indexed($"ignored {mark}", "cross-entropy", logits, marked, 5) with { IgnoreIndex = mark };
            yield return Indexed($"NaN in ignored rows, {mark}", "cross-entropy", holes, marked, 5) with { IgnoreIndex = mark };
        }
        double[] masked = [.. logits.Select((z, i) => i % 5 != labels[i / 5] && i % 7 == 0 ? double.NegativeInfinity : z)];
        yield return Indexed("masked classes", "cross-entropy", masked, labels, 5);
        yield return Indexed("class weights", "cross-entropy", logits, labels, 5) with { Weights = [1, 0.1, 2, 5, 1] };
        yield return Indexed("class 255 of 300", "cross-entropy", batches.Normals(4 * 300), [255, 3, 7, 299], 300);
        yield return Indexed("half-trained with smoothing", "cross-entropy:label-smoothing=0.1", batches.Logits(labels, 5, 2), labels, 5);
        yield return Indexed("too sure for smoothing", "cross-entropy:label-smoothing=0.1", batches.Logits(labels, 5, 25), labels, 5);
        yield return Indexed("untrained with strong smoothing", "cross-entropy:label-smoothing=0.9", batches.Logits(labels, 5, 0, 0.3), labels, 5);
        yield return Valued("labels ±1", "ova-hinge", logits, [.. RandomBatches.OneHot(labels, 5).Select(t => 2 * t - 1)], 200, 5);
        yield return new Patient("one row without a batch", "cross-entropy") { Logits = [0.3, -1, 2], Shape = [3], Targets = [2], TargetShape = [] };
        yield return Valued("one label of one row", "binary-focal", [0.3], [1], 1);
    }
}
