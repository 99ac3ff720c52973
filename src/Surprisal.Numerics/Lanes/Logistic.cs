namespace Surprisal.Numerics;

/// <summary>All that a yes-or-no answer with logit x needs: p = σ(x), its complement, and the surprisals of both.</summary>
/// <param name="Probability">p = σ(x).</param>
/// <param name="Complement">1 − p = σ(−x), with all its digits where p rounds to 1.</param>
/// <param name="Surprisal">−log p = log(1 + e⁻ˣ), in nats.</param>
/// <param name="ComplementSurprisal">−log(1 − p) = log(1 + eˣ), in nats.</param>
public readonly record struct Logistic<V>(V Probability, V Complement, V Surprisal, V ComplementSurprisal)
    where V : struct;
