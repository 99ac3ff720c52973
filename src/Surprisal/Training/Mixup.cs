using System.Numerics.Tensors;

namespace Surprisal;

/// <summary>Mixes each row of a batch with another one, features and answers alike. Zhang et al. 2017, arXiv:1710.09412.</summary>
static class Mixup
{
    // Two streams of chance.
    const ulong Partners = 1, Shares = 2;

    /// <summary>Writes λ·row + (1 − λ)·partner, λ from Beta(α, α) or, as in fastai, 1 − λ if that is more: a row keeps at least half of itself.</summary>
    /// <param name="plain">The batch as it is.</param>
    /// <param name="row">Which row of it.</param>
    /// <param name="alpha">α, above 0.</param>
    /// <param name="chance">What is random in this epoch.</param>
    /// <param name="place">The row's place in the epoch.</param>
    /// <param name="mixed">That row is overwritten; takes numbers as answers.</param>
    public static void Mix(Batch plain, int row, double alpha, ulong chance, int place, Batch mixed)
    {
        int partner = (int)(Chance.Mixed(Chance.Mixed(chance, Partners), (ulong)place) % (ulong)plain.Rows);
        double draw = BetaDistribution.Symmetric(alpha, Chance.Mixed(Chance.Mixed(chance, Shares), (ulong)place));
        float share = (float)Math.Max(draw, 1 - draw);
        TensorPrimitives.Multiply(plain.Features[row], share, mixed.FeaturesOf(row));
        TensorPrimitives.MultiplyAdd(plain.Features[partner], 1 - share, mixed.FeaturesOf(row), mixed.FeaturesOf(row));
        plain.CopyAnswer(row, mixed.Answer(row));
        if (partner != row)
        {
            TensorPrimitives.Multiply(mixed.Answer(row), share, mixed.Answer(row));
            plain.AddAnswer(partner, 1 - share, mixed.Answer(row));
        }
        if (plain.IsWeighted) mixed.SetWeight(row, share * plain.Weights[row] + (1 - share) * plain.Weights[partner]);
    }
}
