namespace Surprisal.Losses.Tests;

/// <summary>Batches with one misuse each, made from what would have been healthy.</summary>
static class BrokenPatients
{
    static readonly (int Rows, int Classes)[] s_sizes = [(40, 2), (64, 3), (32, 10), (500, 10), (200, 100), (60, 1000), (3000, 5)];
    static readonly double[] s_skills = [0, 2, 10];

    public static IEnumerable<Patient> All() => [.. OfOutputs(), .. OfTargets(), .. OfLabels(), .. OfBinary(), .. OfShapes(), .. OfTraining(), .. OfRest()];

    static Patient Indexed(string code, string loss, double[] logits, double[] labels, int classes, string name = "") =>
        Patient.Indexed($"{code} {loss}, {labels.Length} × {classes} {name}", loss, logits, labels, classes) with { Code = code };

    static Patient Valued(string code, string loss, double[] logits, double[] values, params int[] shape) =>
        Patient.Valued($"{code} {loss}, {string.Join(" × ", shape)}", loss, logits, values, shape) with { Code = code };

    static IEnumerable<(int Rows, int Classes, double Skill, RandomBatches Batches, double[] Labels)> Each()
    {
        int seed = 0;
        foreach (var (rows, classes) in s_sizes)
        {
            foreach (double skill in s_skills)
            {
                var batches = new RandomBatches(++seed);
                yield return (rows, classes, skill, batches, batches.Labels(rows, classes));
            }
        }
    }

    static IEnumerable<Patient> OfOutputs()
    {
        foreach (var (rows, classes, skill, batches, labels) in Each())
        {
            double[] logits = batches.Logits(labels, classes, skill), probabilities = RandomBatches.Softmax(logits, classes);
            yield return Indexed("SUR001", "cross-entropy", RandomBatches.Single(probabilities), labels, classes);
            yield return Indexed("SUR001", "focal", RandomBatches.Half(probabilities), labels, classes);
            yield return Indexed("SUR002", "poly", RandomBatches.Single(probabilities), labels, classes);
            yield return Indexed("SUR002", "hinge", probabilities, labels, classes);
            yield return Indexed("SUR003", "nll", RandomBatches.Single(probabilities), labels, classes);
            yield return Valued("SUR002", "binary-cross-entropy", probabilities, RandomBatches.OneHot(labels, classes), rows, classes);
            yield return Indexed("SUR003", "nll", logits, labels, classes);
            yield return Valued("SUR003", "kl-divergence", logits, batches.Shares(rows, classes), rows, classes);
            double[] broken = [.. logits];
            broken[logits.Length / 2] = skill == 0 ? double.NaN : double.PositiveInfinity;
            yield return Indexed("SUR012", "cross-entropy", broken, labels, classes);
        }
    }

    static IEnumerable<Patient> OfTargets()
    {
        foreach (var (rows, classes, skill, batches, labels) in Each())
        {
            double[] logits = batches.Logits(labels, classes, skill), hot = RandomBatches.OneHot(labels, classes), shares = batches.Shares(rows, classes);
            yield return Valued("SUR004", "cross-entropy", logits, hot, rows, classes) with { AreIntegers = true };
            yield return Valued("SUR004", "focal", logits, hot, rows, classes) with { AreIntegers = true };
            yield return Valued("SUR007", "cross-entropy", logits, [.. shares.Select(p => 1.1 * p)], rows, classes);
            yield return Valued("SUR007", "cross-entropy", logits, logits, rows, classes);
            yield return Valued("SUR007", "cross-entropy", logits, batches.Bits(rows * classes, 0.6), rows, classes);
            yield return Valued("SUR007", "kl-divergence", RandomBatches.LogSoftmax(logits, classes), [.. shares.Select((p, i) => i < classes ? p / 2 : p)], rows, classes);
            yield return Valued("SUR009", "ova-hinge", logits, hot, rows, classes);
            yield return Valued("SUR009", "hinge", batches.Normals(rows), batches.Bits(rows), rows) with { AreIntegers = true };
        }
    }

    static IEnumerable<Patient> OfLabels()
    {
        foreach (var (rows, classes, skill, batches, labels) in Each())
        {
            double[] logits = batches.Logits(labels, classes, skill), fromOne = [.. labels.Select((y, i) => i == rows / 3 ? classes : y + 1)];
            yield return Indexed("SUR005", "cross-entropy", logits, fromOne, classes);
            yield return Indexed("SUR005", "cross-entropy", logits, [.. fromOne.Select((y, i) => i == 5 ? -100 : y)], classes, "with an ignored row") with { IgnoreIndex = -100 };
            foreach (int mark in (int[])[-1, -100, 255])
            {
                double[] marked = [.. labels.Select((y, i) => i % 10 == 3 ? mark : y)];
                if (mark < classes - 1 && mark > 0) continue;
                yield return Indexed("SUR006", "cross-entropy", logits, marked, classes, $"with {mark}");
                yield return Indexed("SUR006", "cross-entropy", logits, [.. marked.Select((y, i) => i == 0 ? -7 : y)], classes, $"with {mark}, of two kinds") with { IgnoreIndex = -7 };
            }
            double[] nothing = new double[rows];
            Array.Fill(nothing, -100);
            yield return Indexed("SUR013", "cross-entropy", logits, nothing, classes) with { IgnoreIndex = -100 };
        }
        foreach (var (rows, classes) in ((int, int)[])[(200, 3), (500, 10), (3000, 10), (6000, 30)])
        {
            var batches = new RandomBatches(rows);
            double[] labels = [.. batches.Labels(rows, classes - 1).Select(y => y >= classes / 2 ? y + 1 : y)];
            yield return Indexed("SUR015", "cross-entropy", batches.Logits(labels, classes, 3), labels, classes);
            yield return Valued("SUR015", "cross-entropy", batches.Logits(labels, classes, 3), RandomBatches.OneHot(labels, classes), rows, classes);
        }
        yield return Indexed("SUR015", "cross-entropy", new RandomBatches(1).Normals(4000), new double[2000], 2);
        yield return Valued("SUR015", "binary-cross-entropy", new RandomBatches(1).Normals(2000), new double[2000], 2000);
    }

    static IEnumerable<Patient> OfBinary()
    {
        int seed = 0;
        foreach (var (rows, labels) in ((int, int)[])[(64, 1), (100, 1), (1000, 1), (50, 6), (500, 14)])
        {
            foreach (double skill in s_skills)
            {
                var batches = new RandomBatches(++seed);
                double[] bits = batches.Bits(rows * labels), logits = batches.BinaryLogits(bits, skill);
                int[] shape = labels == 1 ? [rows] : [rows, labels];
                foreach (string loss in (string[])["binary-cross-entropy", "binary-focal", "asymmetric"])
                    yield return Valued("SUR010", loss, RandomBatches.Single(RandomBatches.Sigmoid(logits)), bits, shape);
                yield return Valued("SUR005", "binary-cross-entropy", logits, [.. bits.Select(t => t + 1)], shape);
                yield return Valued("SUR006", "binary-cross-entropy", logits, [.. bits.Select((t, i) => i % 9 == 4 ? -1 : t)], shape);
                yield return Valued("SUR007", "binary-cross-entropy", logits, [.. bits.Select((t, i) => i == 7 ? 3 : t)], shape);
            }
        }
        foreach (int classes in (int[])[3, 10, 100])
        {
            var batches = new RandomBatches(classes);
            double[] classLabels = batches.Labels(200, classes);
            yield return Indexed("SUR010", "cross-entropy", RandomBatches.Sigmoid(batches.Logits(classLabels, classes, 3)), classLabels, classes);
        }
    }

    static IEnumerable<Patient> OfShapes()
    {
        foreach (int rows in (int[])[1, 8, 100])
        {
            var batches = new RandomBatches(rows);
            foreach (string loss in (string[])["cross-entropy", "poly", "focal", "generalized-cross-entropy"])
            {
                yield return Indexed("SUR008", loss, batches.Normals(rows), new double[rows], 1);
                yield return new Patient($"SUR008 {loss}, {rows}", loss, "SUR008") { Logits = batches.Normals(rows), Shape = [rows], Targets = batches.Bits(rows), TargetShape = [rows] };
            }
            foreach (string loss in (string[])["focal", "binary-focal"])
                yield return new Patient($"SUR018 {loss}, {rows + 1}", loss, "SUR018") { Logits = [0.7], Shape = rows == 8 ? [1] : [], Targets = batches.Bits(rows + 1), TargetShape = [rows + 1] };
            foreach (var (classes, skill) in ((int, double)[])[(4, 5), (10, 0), (10, 3), (30, 8)])
            {
                double[] labels = batches.Labels(rows * classes, classes);
                yield return new Patient($"SUR011 {rows} × {classes} × {classes}, skill {skill}", "cross-entropy", "SUR011")
                {
                    Logits = batches.Logits(labels, classes, skill),
                    Shape = [rows, classes, classes],
                    Targets = labels,
                    TargetShape = [rows, classes],
                };
            }
            double[] few = batches.Labels(rows * 7, 5);
            yield return new Patient($"SUR011 {rows} × 7 × 5", "cross-entropy", "SUR011") { Logits = batches.Logits(few, 5, 2), Shape = [rows, 7, 5], Targets = few, TargetShape = [rows, 7] };
        }
    }

    static IEnumerable<Patient> OfTraining()
    {
        foreach (var (rows, classes, skill, batches, labels) in Each())
        {
            yield return Indexed("SUR016", "cross-entropy", batches.Logits(labels, classes, 0, 6 + skill), labels, classes) with { IsStart = true };
            yield return Indexed("SUR016", "cross-entropy", batches.Logits(labels, classes, 15), labels, classes, "known") with { IsStart = true };
            foreach (double smoothing in (double[])[0.05, 0.2])
            {
                // Where the smoothed target is met: log of the ratio of its large share to a small one.
                double gap = Math.Log((1 - smoothing + smoothing / classes) / (smoothing / classes));
                double[] atFloor = batches.Logits(labels, classes, gap, 0.05);
                yield return Indexed("SUR017", FormattableString.Invariant($"cross-entropy:label-smoothing={smoothing}"), atFloor, labels, classes);
                double[] bits = batches.Bits(rows);
                double edge = Math.Log((2 - smoothing) / smoothing);
                yield return Valued("SUR017", FormattableString.Invariant($"binary-cross-entropy:label-smoothing={smoothing}"), batches.BinaryLogits(bits, edge, 0.05), bits, rows);
            }
        }
    }

    static IEnumerable<Patient> OfRest()
    {
        foreach (var (_, classes, skill, batches, labels) in Each())
        {
            double[] logits = batches.Logits(labels, classes, skill), weights = [.. Enumerable.Repeat(1.0, classes)];
            yield return Indexed("SUR014", "cross-entropy", logits, labels, classes, "too long") with { Weights = [.. weights, 1] };
            yield return Indexed("SUR014", "cross-entropy", logits, labels, classes, "zero") with { Weights = [0, .. weights[1..]] };
            yield return Indexed("SUR014", "cross-entropy", logits, labels, classes, "negative") with { Weights = [.. weights[1..], -1] };
        }
    }
}
