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
    /// <summary>Reads what the loss takes: whole numbers are classes where it knows classes, else they are numbers.</summary>
    /// <exception cref="DataException">Something else, or a class that the logits do not have; the message names row and value.</exception>
    public static LossTargets Read(string path, Loss loss, IReadOnlyList<int> logits)
    {
        var array = NpyArray.Read(path);
        nint[] shape = [.. array.Shape.Select(size => (nint)size)];
        string name = Path.GetFileName(path);
        double[] numbers = array.ToDouble();
        bool whole = array.Type is not (NpyType.Float16 or NpyType.Float32 or NpyType.Float64);
        if (whole && array.Type != NpyType.Boolean && loss.Info.Targets.HasFlag(TargetKinds.ClassIndex)) return new(ReadClasses(name, numbers, array, loss, logits), null, shape);
        if (whole && loss.Info.Targets.HasFlag(TargetKinds.Binary) && !loss.Info.Targets.HasFlag(TargetKinds.Real))
        {
            int bad = Array.FindIndex(numbers, t => t is not (0 or 1));
            if (bad >= 0) throw new DataException($"{name}: row {Position(bad, array.Shape)}: {Text(numbers[bad])} is neither 0 nor 1");
        }
        return new(null, numbers, shape);
    }

    static int[] ReadClasses(string name, double[] numbers, NpyArray array, Loss loss, IReadOnlyList<int> logits)
    {
        int classes = logits.Count > 1 ? logits[1] : 0;
        bool fits = array.Shape.SequenceEqual(logits.Take(1).Concat(logits.Skip(2)));
        int[] result = new int[numbers.Length];
        for (int i = 0; i < numbers.Length; i++)
        {
            double target = numbers[i];
            if (fits && target != loss.IgnoreIndex && !(target >= 0 && target < classes))
                throw new DataException($"{name}: row {Position(i, array.Shape)}: class {Text(target)} is outside 0..{classes - 1}");
            result[i] = (int)target;
        }
        return result;
    }

    /// <summary>Where an entry stands: its row, or all its coordinates.</summary>
    static string Position(int entry, IReadOnlyList<int> shape)
    {
        string position = "";
        for (int axis = shape.Count - 1; axis >= 0; entry /= shape[axis], axis--) position = $"{entry % shape[axis]}{(position.Length > 0 ? ", " : "")}{position}";
        return position.Contains(',', StringComparison.Ordinal) ? $"({position})" : position;
    }

    static string Text(double number) => number.ToString(number == Math.Floor(number) ? "0" : "G", CultureInfo.InvariantCulture);
}
