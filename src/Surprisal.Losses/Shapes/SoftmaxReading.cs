using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>Softmax of one row of doubles, with the numbers on the way to it.</summary>
readonly ref struct SoftmaxReading
{
    readonly ReadOnlySpan<double> _logits;
    readonly double _max, _others, _sum, _logSum;

    public SoftmaxReading(ReadOnlySpan<double> logits)
    {
        _logits = logits;
        int lead = 0;
        for (int k = 1; k < logits.Length; k++)
            if (logits[k] > logits[lead]) lead = k;
        _max = logits[lead];
        double others = 0; // the leading class apart: its own e⁰ = 1 would swallow small ones
        for (int k = 0; k < logits.Length; k++)
            if (k != lead) others += Math.Exp(logits[k] - _max);
        _others = others;
        _sum = 1 + others;
        _logSum = ScalarMath.Log1P(others);
    }

    public double LogSumExp => _max + _logSum;

    /// <summary>1 − p, with all its digits for the leading class too.</summary>
    public double Complement(int k) => _logits[k] == _max ? _others / _sum : 1 - Probability(k);

    public double Probability(int k) => Math.Exp(_logits[k] - _max) / _sum;

    public double LogProbability(int k) => _logits[k] - _max - _logSum;

    public void Tell(List<Step> story)
    {
        story.Add(new("m = max z", _max));
        for (int k = 0; k < _logits.Length; k++) story.Add(new($"exp(z_{k} − m)", Math.Exp(_logits[k] - _max)));
        story.Add(new("Σ exp(z − m)", _sum));
        for (int k = 0; k < _logits.Length; k++) story.Add(new($"p_{k}", Probability(k)));
    }
}
