using System.Numerics.Tensors;

namespace Surprisal;

/// <summary>Mixes each row of a batch with another one, features and answers alike. Zhang et al. 2017, arXiv:1710.09412.</summary>
static class Mixup
{
    // Two streams of chance.
    const ulong Partners = 1, Shares = 2;

    /// <summary>Writes λ·row + (1 − λ)·partner for every row, λ from Beta(α, α) or, as in fastai, 1 − λ if that is more: a row keeps at least half of itself.</summary>
    /// <param name="plain">The batch as it is.</param>
    /// <param name="alpha">α, above 0.</param>
    /// <param name="chance">What is random in this epoch.</param>
    /// <param name="start">The place of the batch's first row in the epoch.</param>
    /// <param name="mixed">Overwritten; takes numbers as answers.</param>
    public static void Mix(Batch plain, double alpha, ulong chance, int start, Batch mixed)
    {
        ulong partners = Chance.Mixed(chance, Partners), shares = Chance.Mixed(chance, Shares);
        mixed.Resize(plain.Rows);
        for (int row = 0; row < plain.Rows; row++)
        {
            ulong place = (ulong)(start + row);
            int partner = (int)(Chance.Mixed(partners, place) % (ulong)plain.Rows);
            double draw = BetaDistribution.Symmetric(alpha, Chance.Mixed(shares, place));
            Mix(plain, row, partner, (float)Math.Max(draw, 1 - draw), mixed);
        }
    }

    static void Mix(Batch plain, int row, int partner, float share, Batch mixed)
    {
        Mix(plain.Features[row], plain.Features[partner], share, mixed.FeaturesOf(row));
        plain.CopyAnswer(row, mixed.Answer(row));
        if (partner != row)
        {
            plain.CopyAnswer(partner, mixed.Partner);
            Mix(mixed.Answer(row), mixed.Partner, share, mixed.Answer(row));
        }
        if (plain.IsWeighted) mixed.SetWeight(row, share * plain.Weights[row] + (1 - share) * plain.Weights[partner]);
    }

    static void Mix(ReadOnlySpan<float> first, ReadOnlySpan<float> second, float share, Span<float> mixed)
    {
        TensorPrimitives.Multiply(first, share, mixed);
        TensorPrimitives.MultiplyAdd(second, 1 - share, mixed, mixed);
    }
}
