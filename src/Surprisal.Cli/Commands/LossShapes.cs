using Surprisal.Data;
using Surprisal.Losses;

namespace Surprisal.Cli;

/// <summary>Whether the arrays of <c>surprisal loss</c> fit its loss and each other, told with the file that does not.</summary>
static class LossShapes
{
    /// <summary>Does nothing if all fits.</summary>
    /// <param name="logitsName">The logits' file.</param>
    /// <param name="logits">The logits' shape.</param>
    /// <param name="name">The targets' file.</param>
    /// <param name="targets">The targets.</param>
    /// <param name="areClasses">Whether they are read as classes.</param>
    /// <param name="loss">What they are for.</param>
    /// <exception cref="DataException">Something does not fit.</exception>
    public static void Check(string logitsName, IReadOnlyList<int> logits, string name, NpyArray targets, bool areClasses, Loss loss)
    {
        CheckLogits(logitsName, logits, loss);
        int[] ofClasses = [.. logits.Take(1), .. logits.Skip(2)];
        if (areClasses)
        {
            if (!targets.Shape.SequenceEqual(ofClasses))
                throw new DataException($"{name}: {loss.Info.Name}: class targets of shape {Text(ofClasses)} expected for logits of shape {Text(logits)}, got {Text(targets.Shape)}");
            if (logits[1] == 0 && targets.Count > 0) throw new DataException($"{logitsName}: {loss.Info.Name} needs logits of shape [N, C] with one class or more, got {Text(logits)}");
            return;
        }
        bool takesNumbers = (loss.Info.Targets & ~TargetKinds.ClassIndex) != 0, takesClasses = loss.Info.Targets.HasFlag(TargetKinds.ClassIndex);
        if (takesNumbers && targets.Shape.SequenceEqual(logits)) return;
        string expected = takesNumbers ? $"{loss.Info.Name}: targets of the logits' shape {Text(logits)} expected, got {Text(targets.Shape)}"
            : $"{loss.Info.Name} needs one class index per row as targets, got numbers";
        throw new DataException($"{name}: {expected}{(takesClasses && (!takesNumbers || targets.Shape.SequenceEqual(ofClasses)) ? $"; the file holds {Text(targets.Type)}, and class indices must be integers, as targets.astype(numpy.int64) makes them" : "")}");
    }

    /// <summary>A type as NumPy calls it.</summary>
    public static string Text(NpyType type) => type == NpyType.Boolean ? "bool" : type.ToString().ToLowerInvariant();

    static void CheckLogits(string name, IReadOnlyList<int> shape, Loss loss)
    {
        bool eachAlone = loss.LossCount(1, 2) == 2;
        bool fits = shape.Count switch { 0 => false, 1 => eachAlone, 2 => true, _ => !loss.Info.IsForMatricesOnly };
        string needed = loss.Info.IsForMatricesOnly ? "[N, C]" : eachAlone ? "[N], [N, C] or [N, C, d1, …]" : "[N, C] or [N, C, d1, …]";
        if (!fits) throw new DataException($"{name}: {loss.Info.Name} needs logits of shape {needed}, got {Text(shape)}");
    }

    /// <summary>A shape as it is written in Python: (2, 3).</summary>
    static string Text(IReadOnlyList<int> shape) => shape.Count == 1 ? $"({shape[0]},)" : $"({string.Join(", ", shape)})";
}
