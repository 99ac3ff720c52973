using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Surprisal.Losses;

/// <summary>Every exception of the library, with its message: what was expected, what came, where.</summary>
[StackTraceHidden]
static class Throw
{
    public static void UnlessKnown(LossInfo info, LossOptions option)
    {
        if (!info.Options.HasFlag(option))
            throw new ArgumentException($"{info.Name} knows no {string.Join(", ", Words(option))}; it knows {Known(info)}.");
    }

    public static void UnlessShape(LossInfo info, int rows, int columns, int gotRows, int gotColumns)
    {
        if (rows != gotRows || columns != gotColumns)
            throw new ArgumentException($"{info.Name}: the gradient must have the shape of the logits, {rows} × {columns}, got {gotRows} × {gotColumns}.");
    }

    public static void UnlessLength(LossInfo info, int got, int expected)
    {
        if (got != expected) throw new ArgumentException($"{info.Name}: room for {expected} losses expected, got {got}.");
    }

    [DoesNotReturn]
    public static void OutOfRange(LossInfo info, string name, double minimum, double maximum, double got) =>
        throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{info.Name}: {name} must lie in [{minimum}, {maximum}], got {got}."));

    [DoesNotReturn]
    public static void TargetForm(LossInfo info, bool gotClasses) => throw new ArgumentException(
        $"{info.Name} needs {(gotClasses ? "one number per logit" : "one class index per row")} as targets, got {(gotClasses ? "class indices" : "numbers")}.");

    [DoesNotReturn]
    public static void TargetCount(LossInfo info, int expected, int got) =>
        throw new ArgumentException($"{info.Name}: {expected} targets expected for these logits, got {got}.");

    [DoesNotReturn]
    public static void ClassOutOfRange(int row, int target, int classes) =>
        throw new ArgumentException($"row {row}: class {target} is outside 0..{classes - 1}.");

    [DoesNotReturn]
    public static void WeightCount(LossInfo info, string weights, int expected, int got) =>
        throw new ArgumentException($"{info.Name}: {expected} {weights} expected, one per column of the logits, got {got}.");

    [DoesNotReturn]
    public static void Overlap(LossInfo info) =>
        throw new ArgumentException($"{info.Name}: the gradient must be the logits' own memory or apart from it, not overlap it.");

    static string Known(LossInfo info) => string.Join(", ", info.Parameters.Select(p => p.Name).Concat(Words(info.Options)).DefaultIfEmpty("no options"));

    static IEnumerable<string> Words(LossOptions options) => new[]
    {
        (LossOptions.ClassWeights, "class weights"), (LossOptions.LabelSmoothing, "label smoothing"),
        (LossOptions.IgnoreIndex, "index to ignore"), (LossOptions.PositiveWeights, "positive weights"), (LossOptions.ZLoss, "z-loss"),
    }.Where(o => options.HasFlag(o.Item1)).Select(o => o.Item2);
}
