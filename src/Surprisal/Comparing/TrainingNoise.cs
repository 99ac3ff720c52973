using Surprisal.Data;

namespace Surprisal;

/// <summary>Spoils what is learnt from, or what is predicted from, by chance that follows from the seed and the row alone: every loss of a seed meets the same.</summary>
static class TrainingNoise
{
    const ulong Labels = 0x6C61626C, Inputs = 0x696E7075;

    /// <summary>The data with wrong labels among the rows to learn from and to decide by, and with noise on the features of those held out.</summary>
    /// <param name="data">Left as it is.</param>
    /// <param name="wrong">The share of labels that become another class, each other class alike.</param>
    /// <param name="deviation">Of the Gaussian noise, in standard deviations of each feature over the training rows.</param>
    /// <param name="seed">Decides which and how.</param>
    public static TrainingData Spoilt(TrainingData data, double wrong, double deviation, int seed)
    {
        if (wrong > 0) data = data with { Training = Mislabelled(data.Training, wrong, seed), Validation = data.Validation is null ? null : Mislabelled(data.Validation, wrong, seed) };
        return deviation > 0 && data.HeldOut is not null ? data with { HeldOut = Shaken(data, deviation, seed) } : data;
    }

    static Dataset Mislabelled(Dataset rows, double wrong, int seed)
    {
        var targets = rows.Targets!;
        int[] classes = [.. targets.Classes];
        int others = targets.ClassNames.Count - 1;
        for (int row = 0; row < classes.Length; row++)
        {
            // By the row's place in the file, so that a search over parts of the rows meets the same labels.
            ulong chance = Chance.Mixed(Chance.Mixed((ulong)seed, Labels), (ulong)rows.SourceLines[row]);
            if (Chance.Share(chance, 0) >= wrong) continue;
            int other = (int)(Chance.Share(chance, 1) * others);
            classes[row] = other < classes[row] ? other : other + 1;
        }
        return rows.With(new TargetSet(targets.ClassNames, classes));
    }

    static Dataset Shaken(TrainingData data, double deviation, int seed)
    {
        var rows = data.HeldOut!;
        float[] features = [.. rows.Features];
        float[] scale = Deviations(data.Training);
        // A category's number is a name, not a size.
        foreach (var category in data.Encoder.Features.Categories) scale[category.Index] = 0;
        for (int row = 0; row < rows.Rows; row++)
        {
            ulong chance = Chance.Mixed(Chance.Mixed((ulong)seed, Inputs), (ulong)rows.SourceLines[row]);
            for (int column = 0; column < rows.Columns; column++)
                features[row * rows.Columns + column] += (float)(deviation * scale[column] * Gaussian(chance, (ulong)column));
        }
        return rows.With(features);
    }

    static float[] Deviations(Dataset rows)
    {
        double[] sums = new double[rows.Columns], squares = new double[rows.Columns];
        for (int i = 0; i < rows.Features.Length; i++) sums[i % sums.Length] += rows.Features[i];
        for (int i = 0; i < rows.Features.Length; i++)
        {
            double away = rows.Features[i] - sums[i % sums.Length] / rows.Rows;
            squares[i % sums.Length] += away * away;
        }
        return Array.ConvertAll(squares, square => (float)Math.Sqrt(square / rows.Rows));
    }

    // Box and Muller; 1 − u is never 0.
    static double Gaussian(ulong seed, ulong place) =>
        Math.Sqrt(-2 * Math.Log(1 - Chance.Share(seed, 2 * place))) * Math.Cos(2 * Math.PI * Chance.Share(seed, 2 * place + 1));
}
