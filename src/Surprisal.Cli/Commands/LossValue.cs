using Surprisal.Data;
using Surprisal.Losses;
using Surprisal.Numerics;

namespace Surprisal.Cli;

/// <summary>The mean loss of arrays of any shape, class axis 1.</summary>
static class LossValue
{
    /// <exception cref="DataException">The targets do not fit; one line that says where.</exception>
    public static double Of(in DiagnosticInput input, string file)
    {
        var shape = input.LogitShape;
        bool isOneRow = shape.Count == 1 && input.TargetShape.Count == 0 && input.Loss.Info.Targets.HasFlag(TargetKinds.ClassIndex);
        int columns = isOneRow ? shape[0] : shape.Count < 2 ? 1 : shape[1], rows = input.Logits!.Length / columns, positions = shape.Count < 3 ? 1 : rows / shape[0];
        bool areClasses = input.Loss.Info.Targets.HasFlag(TargetKinds.ClassIndex) && input.Targets.Length == rows;
        var loss = input.ClassWeights is null ? input.Loss : input.Loss with { ClassWeights = input.ClassWeights };
        var logits = ClassesLast(input.Logits, columns, positions);
        try
        {
            return areClasses ? loss.Evaluate(logits.AsMatrix(columns), Classes(input.Targets, file))
                : loss.Evaluate(logits.AsMatrix(columns), ClassesLast(input.Targets, columns, positions));
        }
        catch (ArgumentException refused)
        {
            throw new DataException($"{file}: {refused.Message.TrimEnd('.')}", refused);
        }
    }

    static int[] Classes(double[] targets, string file)
    {
        for (int row = 0; row < targets.Length; row++)
            if ((int)targets[row] != targets[row]) throw new DataException(FormattableString.Invariant($"{file}: row {row}: {targets[row]} is no class index"));
        return Array.ConvertAll(targets, t => (int)t);
    }

    // From [N, C, D] to [N·D, C].
    static double[] ClassesLast(double[] values, int columns, int positions)
    {
        if (positions == 1 || values.Length % (columns * positions) != 0) return values;
        double[] moved = new double[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            int position = i % positions, k = i / positions % columns, row = i / positions / columns;
            moved[(row * positions + position) * columns + k] = values[i];
        }
        return moved;
    }
}
