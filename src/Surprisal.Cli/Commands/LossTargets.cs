using System.Globalization;
using Surprisal.Data;
using Surprisal.Losses;

namespace Surprisal.Cli;

/// <summary>The answers of <c>surprisal loss</c>: classes, or one number per logit.</summary>
/// <param name="Classes">One a sample, or null.</param>
/// <param name="Values">One a logit, or null.</param>
/// <param name="Shape">As in the file.</param>
sealed record LossTargets(int[]? Classes, double[]? Values, nint[] Shape)
{
    /// <summary>Whether floats hold every answer exactly.</summary>
    public bool FitFloats => Values is null || Array.TrueForAll(Values, t => ((double)(float)t).Equals(t)); // NaN equals NaN here

    /// <summary>Reads what the loss takes: whole numbers are classes where it knows classes, else they are numbers.</summary>
    /// <param name="path">The file.</param>
    /// <param name="loss">What they are for.</param>
    /// <param name="logitsName">The logits' file, for errors.</param>
    /// <param name="logits">The logits' shape.</param>
    /// <exception cref="DataException">Something else, a class that the logits do not have, or logits of a shape that the loss cannot take; the message names file, row and value.</exception>
    public static LossTargets Read(string path, Loss loss, string logitsName, IReadOnlyList<int> logits)
    {
        var array = NpyArray.Read(path);
        string name = Path.GetFileName(path);
        bool isFloat = array.Type is NpyType.Float16 or NpyType.Float32 or NpyType.Float64, areClasses = !isFloat && array.Type != NpyType.Boolean && loss.Info.Targets.HasFlag(TargetKinds.ClassIndex);
        LossShapes.Check(logitsName, logits, name, array, areClasses, loss);
        nint[] shape = [.. array.Shape.Select(size => (nint)size)];
        double[] numbers = array.ToDouble();
        if (areClasses) return new(ReadClasses(name, numbers, array, loss, logits), null, shape);
        if (loss.IgnoreIndex is not null)
            throw new UsageException($"--ignore-index goes with class indices, and {name} holds one number per logit ({LossShapes.Text(array.Type)}): leave it out, and leave out the samples themselves");
        if (!isFloat && loss.Info.Targets.HasFlag(TargetKinds.Binary) && !loss.Info.Targets.HasFlag(TargetKinds.Real))
        {
            int bad = Array.FindIndex(numbers, t => t is not (0 or 1));
            if (bad >= 0) throw new DataException($"{name}: row {Position(bad, shape)}: {array.WholeAt(bad)} is neither 0 nor 1");
        }
        return new(null, numbers, shape);
    }

    /// <summary>Where an entry stands: its row, or all its coordinates.</summary>
    public string Position(int entry) => Position(entry, Shape);

    static int[] ReadClasses(string name, double[] numbers, NpyArray array, Loss loss, IReadOnlyList<int> logits)
    {
        int classes = logits[1];
        int[] result = new int[numbers.Length];
        for (int i = 0; i < numbers.Length; i++)
        {
            double target = numbers[i];
            if (target != loss.IgnoreIndex && !(target >= 0 && target < classes))
                throw new DataException($"{name}: row {Position(i, [.. array.Shape.Select(size => (nint)size)])}: class {array.WholeAt(i)} is outside 0..{classes - 1}{Advice(target, loss)}");
            result[i] = (int)target;
        }
        return result;
    }

    /// <summary>What to do about the usual marks of samples without an answer: PyTorch ignores −100 unasked.</summary>
    static string Advice(double target, Loss loss) => target is -1 or -100 or 255 && loss.IgnoreIndex is null && loss.Info.Options.HasFlag(LossOptions.IgnoreIndex)
        ? string.Create(CultureInfo.InvariantCulture, $"; --ignore-index {target} leaves such samples out") : "";

    static string Position(int entry, nint[] shape)
    {
        string position = "";
        for (int axis = shape.Length - 1; axis >= 0; entry /= (int)shape[axis], axis--) position = $"{entry % shape[axis]}{(position.Length > 0 ? ", " : "")}{position}";
        return position.Contains(',', StringComparison.Ordinal) ? $"({position})" : position;
    }
}
