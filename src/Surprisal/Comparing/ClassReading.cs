using Surprisal.Data;
using Surprisal.Losses;

namespace Surprisal;

/// <summary>How a loss learns one class a row, and how its outputs are read again: every loss of the catalog can be compared by the class of its largest output.</summary>
/// <param name="Loss">What is minimised.</param>
/// <param name="TakesColumns">Whether a class becomes a column of ones among columns of zeros.</param>
/// <param name="Activation">How outputs become probabilities, where they do.</param>
sealed record ClassReading(Loss Loss, bool TakesColumns, OutputActivation Activation)
{
    /// <summary>σ of each class for itself is none: those numbers have no sum of 1.</summary>
    public bool GivesProbabilities => Activation is OutputActivation.Softmax or OutputActivation.AbsNormalised;

    public static ClassReading Of(Loss loss)
    {
        // nll and KL take log-probabilities; as functions of raw outputs they have no minimum. Behind a log-softmax both are −log p of the true class,
        // which has a kernel of its own: cross-entropy's.
        if (loss.Info.Activation == OutputActivation.Exponential)
            return new(Loss.CrossEntropy with { ClassWeights = loss.ClassWeights, IgnoreIndex = loss.IgnoreIndex, Threads = loss.Threads }, false, OutputActivation.Softmax);
        return new(loss, !loss.Info.Targets.HasFlag(TargetKinds.ClassIndex), loss.Info.Activation);
    }

    /// <summary>The rows with their answers as the loss takes them.</summary>
    public Dataset Answers(Dataset rows)
    {
        if (!TakesColumns) return rows;
        var targets = rows.Targets!;
        int columns = targets.ClassNames.Count;
        float[] values = new float[checked(rows.Rows * columns)];
        for (int row = 0; row < rows.Rows; row++) values[row * columns + targets.Classes[row]] = 1;
        return rows.With(new TargetSet(TargetKind.MultiLabel, targets.ClassNames, values));
    }

    /// <summary>The class that outputs stand for: of the largest, or where shares count, of the largest in size; the first of equals.</summary>
    public int Class(ReadOnlySpan<float> outputs)
    {
        if (Activation != OutputActivation.AbsNormalised) return Shares.IndexOfLargest(outputs);
        int largest = 0;
        for (int k = 1; k < outputs.Length; k++)
            if (Math.Abs(outputs[k]) > Math.Abs(outputs[largest])) largest = k;
        return largest;
    }
}
