namespace Surprisal.Losses;

/// <summary>Mistakes that show in the targets and their weights.</summary>
static class TargetChecks
{
    static readonly double[] s_markers = [-1, 255, -100];

    public static Finding? OneHotIntegers(DiagnosticInput input)
    {
        bool classes = input.TargetsAreWhole && input.Info.Targets.HasFlag(TargetKinds.ClassIndex) && input.AreValues && input.Classes > 1;
        if (!classes || !input.Targets.All(t => t is 0 or 1)) return null;
        for (int sample = 0; sample < input.Samples; sample++)
        {
            double ones = 0;
            for (int k = 0; k < input.Classes; k++) ones += input.Target(sample, k);
            if (ones != 1) return null;
        }
        return new("SUR004", $"the targets are whole numbers of the logits' shape {DiagnosticInput.Shape(input.LogitShape)} with one 1 in each row: one-hot, where class indices are expected",
            "give the index of the 1 (argmax along axis 1), or the same numbers as floats");
    }

    public static Finding? LabelsFromOne(DiagnosticInput input)
    {
        if (!input.AreClasses || Counted(input) is not { Length: > 0 } targets || targets.Max() != input.Classes || targets.Min() < 1) return null;
        return new("SUR005", $"the classes go from {DiagnosticInput.Text(targets.Min())} to {input.Classes}, and the logits have classes 0 to {input.Classes - 1}: labels start at 1", "subtract 1 from every label");
    }

    public static Finding? ForgottenIgnoreIndex(DiagnosticInput input)
    {
        if (!input.AreClasses) return null;
        foreach (double marker in s_markers)
        {
            int count = input.Targets.Count(t => t == marker);
            if (count == 0 || marker == input.Loss.IgnoreIndex || (marker >= 0 && marker < input.Classes)) continue;
            return new("SUR006", $"{count} of {input.Targets.Length} targets are {marker}, the first in row {Array.IndexOf(input.Targets, marker)}: a mark for what is to be ignored, not a class",
                $"set ignore-index to {marker}");
        }
        return null;
    }

    public static Finding? NoDistribution(DiagnosticInput input)
    {
        if (input.TargetsAreWhole || !input.Info.Targets.HasFlag(TargetKinds.Distribution) || !input.AreValues || input.Classes < 2) return null;
        int negative = Array.FindIndex(input.Targets, t => t < 0);
        if (negative >= 0) return new("SUR007", $"target {negative} is {DiagnosticInput.Text(input.Targets[negative])}: a probability cannot be negative", "look at how the soft targets are made");
        int off = 0, first = -1;
        double sumOfFirst = 0;
        for (int sample = 0; sample < input.Samples; sample++)
        {
            double sum = 0;
            for (int k = 0; k < input.Classes; k++) sum += input.Target(sample, k);
            if (Math.Abs(sum - 1) <= 5e-3) continue; // half precision, or labels rounded to two digits
            if (off++ == 0) (first, sumOfFirst) = (sample, sum);
        }
        return off == 0 ? null : new("SUR007", $"{off} of {input.Samples} rows of soft targets do not sum to 1; row {first} sums to {DiagnosticInput.Text(sumOfFirst)}", "divide each row by its sum, or use binary-cross-entropy if several labels may hold at once");
    }

    public static Finding? ZeroOneIntoHinge(DiagnosticInput input) =>
        !input.Info.Name.Contains("hinge", StringComparison.Ordinal) || !input.AreValues || input.Targets.Length < 2 || !input.Targets.All(t => t is 0 or 1) || !input.Targets.Contains(0) ? null
            : new("SUR009", "the targets are 0 and 1 for each logit: a hinge loss on ±1 would see no margin at 0", $"give {input.Info.Name} the index of the true class; it makes ±1 of it");

    public static Finding? ClassAxisLast(DiagnosticInput input)
    {
        if (input.LogitShape.Length != 3 || input.LogitShape[1] != input.LogitShape[2] || !input.AreClasses || input.Classes < 2) return null;
        int classes = input.Classes, counted = 0, right = 0, rightLast = 0;
        for (int n = 0; n < input.Rows; n++)
        {
            for (int d = 0; d < classes; d++)
            {
                double target = input.Targets[n * classes + d];
                if (target == input.Loss.IgnoreIndex) continue;
                counted++;
                if (Largest(input, n * classes * classes + d, classes) == target) right++;
                if (Largest(input, n * classes * classes + d * classes, 1) == target) rightLast++;
            }
        }
        // A model is not right by chance so much more often along the axis that it was not made for.
        double chance = 1.0 / classes, deviation = Math.Sqrt(counted * chance * (1 - chance));
        if (counted < 20 || rightLast < Math.Max(right, counted * chance) + 6 * deviation) return null;
        return new("SUR011", $"logits of shape {DiagnosticInput.Shape(input.LogitShape)} are right {right} times of {counted} with the classes along axis 1, and {rightLast} times along the last axis",
            "move the classes to axis 1: [N, T, C] becomes [N, C, T]");
    }

    public static Finding? AllIgnored(DiagnosticInput input) =>
        !input.AreClasses || input.Targets.Length == 0 || input.Loss.IgnoreIndex is not { } ignored || !input.Targets.All(t => t == ignored) ? null
            : new("SUR013", $"all {input.Targets.Length} targets are {ignored}, the index to ignore: the mean is NaN", "leave such batches out, or look at how labels are masked");

    public static Finding? ClassWeights(DiagnosticInput input)
    {
        if (input.ClassWeights is not { } weights) return null;
        if (weights.Length != Math.Max(input.Classes, 1)) return new("SUR014", $"there are {weights.Length} class weights for {Math.Max(input.Classes, 1)} classes", "give one weight for each class, in the order of the logits");
        int bad = Array.FindIndex(weights, w => !(w > 0) || double.IsInfinity(w));
        return bad < 0 ? null : new("SUR014", $"the weight of class {bad} is {DiagnosticInput.Text(weights[bad])}", weights[bad] == 0 ? "a weight of 0 hides the class; leave its rows out, or give it a positive weight" : "weights are positive numbers");
    }

    public static Finding? ClassNeverSeen(DiagnosticInput input)
    {
        // So many rows that a class is missed by even odds less than once in a million.
        if (!input.AreClasses || Counted(input) is not { } targets || targets.Length < input.Classes * (Math.Log(input.Classes) + 14)) return null;
        if (targets.Any(t => !(t >= 0 && t < input.Classes))) return null;
        bool[] seen = new bool[input.Classes];
        foreach (double target in targets) seen[(int)target] = true;
        int missing = seen.Count(s => !s);
        return missing == 0 ? null : new("SUR015", $"{(missing == 1 ? "class" : $"{missing} classes, the first of them")} {Array.IndexOf(seen, false)} of {input.Classes}, never {(missing == 1 ? "occurs" : "occur")} among {targets.Length} targets",
            "check the list of classes, or make the model's last layer smaller");
    }

    static double[] Counted(DiagnosticInput input) => input.Loss.IgnoreIndex is { } ignored ? [.. input.Targets.Where(t => t != ignored)] : input.Targets;

    static int Largest(DiagnosticInput input, int start, int step)
    {
        int largest = 0;
        for (int k = 1; k < input.Classes; k++)
            if (input.Logits[start + k * step] > input.Logits[start + largest * step]) largest = k;
        return largest;
    }
}
