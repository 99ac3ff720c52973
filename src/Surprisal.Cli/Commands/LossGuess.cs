using Surprisal.Losses;

namespace Surprisal.Cli;

/// <summary>The loss that targets were most likely made for, where none is named.</summary>
static class LossGuess
{
    public static Loss For(IReadOnlyList<int> logitShape, IReadOnlyList<int> targetShape, double[] targets, bool areIntegers)
    {
        if (logitShape.Count < 2 || logitShape[1] == 1) return logitShape.Count == 1 && targetShape.Count == 0 ? Loss.CrossEntropy : Loss.BinaryCrossEntropy;
        if (!logitShape.SequenceEqual(targetShape)) return Loss.CrossEntropy;
        bool areLabels = Array.TrueForAll(targets, t => t is 0 or 1);
        return areLabels && !AreOneHot(logitShape, targets) ? Loss.BinaryCrossEntropy
            : areIntegers && !areLabels ? Loss.BinaryCrossEntropy
            : Loss.CrossEntropy;
    }

    static bool AreOneHot(IReadOnlyList<int> shape, double[] targets)
    {
        int positions = 1, classes = shape[1];
        for (int i = 2; i < shape.Count; i++) positions *= shape[i];
        for (int row = 0; row < shape[0] * positions; row++)
        {
            double sum = 0;
            for (int k = 0; k < classes; k++) sum += targets[(row / positions * classes + k) * positions + row % positions];
            if (sum != 1) return false;
        }
        return true;
    }
}
