using Surprisal.Numerics;

namespace Surprisal.Losses;

public abstract partial record Loss
{
    /// <summary>One row told step by step, from its logits to loss and gradient, in the arithmetic of the kernels.</summary>
    /// <param name="logits">One row.</param>
    /// <param name="targets">Its answer.</param>
    /// <exception cref="ArgumentException">Shapes or targets do not fit.</exception>
    public Explanation Explain(ReadOnlySpan<double> logits, Targets<double> targets) => Explain<double>(logits, targets);

    /// <summary>The same of floats, in the arithmetic of their kernels: read as doubles, or as floats where those keep the digits.</summary>
    /// <inheritdoc cref="Explain(ReadOnlySpan{double}, Targets{double})"/>
    public Explanation Explain(ReadOnlySpan<float> logits, Targets<float> targets) => Explain<float>(logits, targets);

    private protected abstract void Tell<T>(in LossBatch<T> batch, ToldRow row)
        where T : unmanaged;

    Explanation Explain<T>(ReadOnlySpan<T> logits, Targets<T> targets)
        where T : unmanaged
    {
        T[] gradient = new T[logits.Length];
        var batch = new LossBatch<T>(new(logits, 1, logits.Length), targets, new(gradient, 1, logits.Length), default);
        double value = Evaluate(batch), sum = Reduction == Reduction.Sum ? value : (this with { Reduction = Reduction.Sum }).Evaluate(batch.WithoutGradient);
        var row = new ToldRow(logits.Length);
        Tell(batch, row);
        var classes = new ExplainedClass[logits.Length];
        for (int k = 0; k < classes.Length; k++) classes[k] = row.Class(k, Number.ToDouble(logits[k]), Number.ToDouble(gradient[k]));
        double divisor = Reduction == Reduction.Mean ? TotalWeight(batch) : 1;
        return new Explanation(Info, classes, targets.AreClasses ? targets.Classes[0] : null, row) { Sum = sum, Divisor = divisor, Value = value };
    }
}
