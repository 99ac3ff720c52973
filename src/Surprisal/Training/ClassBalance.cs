using Surprisal.Data;

namespace Surprisal;

/// <summary>Weights that make rare classes count as much as frequent ones. Probabilities then are those of a world where all classes are equally frequent.</summary>
public static class ClassBalance
{
    /// <summary>n/(C·n_k) for each class, as scikit-learn's <c>balanced</c>: for <see cref="Losses.Loss.ClassWeights"/>. Row weights count, soft labels by their shares.</summary>
    /// <exception cref="TrainingException">A class has no rows.</exception>
    public static double[] ClassWeights(Dataset training)
    {
        double[] counts = Counts(training, out double total);
        return Array.ConvertAll(counts, count => total / (counts.Length * count));
    }

    /// <summary>no/yes for each label, as in PyTorch's documentation of pos_weight: for <see cref="Losses.Loss.PositiveWeights"/>.</summary>
    /// <exception cref="TrainingException">A label has no row with a yes.</exception>
    public static double[] PositiveWeights(Dataset training)
    {
        double[] counts = Counts(training, out double total);
        return Array.ConvertAll(counts, count => (total - count) / count);
    }

    /// <summary>A weight for each row by which every class is drawn equally often.</summary>
    internal static double[] RowWeights(Dataset training)
    {
        var targets = training.Targets!;
        double[] classes = ClassWeights(training), rows = new double[training.Rows];
        for (int row = 0; row < rows.Length; row++)
        {
            double weight = 0;
            if (targets.Kind == TargetKind.ClassIndex) weight = classes[targets.Classes[row]];
            else for (int k = 0; k < classes.Length; k++) weight += classes[k] * targets.Values[row * classes.Length + k];
            rows[row] = weight * (training.RowWeights?[row] ?? 1);
        }
        return rows;
    }

    static double[] Counts(Dataset training, out double total)
    {
        ArgumentNullException.ThrowIfNull(training);
        var targets = training.Targets ?? throw new ArgumentException("the training rows have no targets.");
        double[] counts = new double[targets.ClassNames.Count];
        total = 0;
        for (int row = 0; row < training.Rows; row++)
        {
            double weight = training.RowWeights?[row] ?? 1;
            total += weight;
            if (targets.Kind == TargetKind.ClassIndex) counts[targets.Classes[row]] += weight;
            else for (int k = 0; k < counts.Length; k++) counts[k] += weight * targets.Values[row * counts.Length + k];
        }
        int empty = Array.FindIndex(counts, count => count == 0);
        return empty < 0 ? counts : throw new TrainingException($"'{targets.ClassNames[empty]}' has no rows to learn from: its weight would be infinite; give weights instead of balancing");
    }
}
