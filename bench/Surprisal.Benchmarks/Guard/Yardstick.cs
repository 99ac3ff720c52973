namespace Surprisal.Benchmarks.Guard;

/// <summary>What every loss is measured against: cross-entropy of one logit, one at a time, on doubles, as one would write it by hand.</summary>
/// <remarks>
/// One loop for all losses, so that a ratio says how fast a loss is on this machine and nothing else. A loss whose code fell apart
/// (calls left in its loop, registers spilled at every step) loses a factor of ten or more against it; noise does not.
/// </remarks>
static class Yardstick
{
    /// <summary>Writes σ(z) − t to <paramref name="gradient"/> and returns Σ −(t·log σ(z) + (1−t)·log(1−σ(z))).</summary>
    public static double Evaluate(ReadOnlySpan<double> logits, ReadOnlySpan<double> targets, Span<double> gradient)
    {
        double total = 0;
        for (int i = 0; i < logits.Length; i++)
        {
            double z = logits[i];
            double e = Math.Exp(-Math.Abs(z));
            total += Math.Max(z, 0) - (z * targets[i]) + Math.Log(1 + e);
            gradient[i] = ((z >= 0 ? 1 : e) / (1 + e)) - targets[i];
        }
        return total;
    }
}
