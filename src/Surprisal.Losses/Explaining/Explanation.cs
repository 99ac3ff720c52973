using System.Collections;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>
/// One row's loss told from logits to gradient, as <see cref="Loss.Explain(ReadOnlySpan{double}, Targets{double})"/> gives it: a table with a line for each class, and all of it as steps in the order of
/// computation.
/// </summary>
/// <remarks>Value and gradient are what <see cref="Loss.Evaluate(ReadOnlyMatrixSpan{double}, Targets{double}, MatrixSpan{double})"/> returns for the row, to the bit.</remarks>
public sealed partial class Explanation : IEnumerable<Step>
{
    readonly List<Step> _told;

    internal Explanation(LossInfo info, ExplainedClass[] classes, int? targetClass, ToldRow row)
    {
        Info = info;
        Classes = classes;
        TargetClass = targetClass;
        IsIgnored = row.IsIgnored;
        Softmax = row.Softmax is { } reading ? new(reading.Max, reading.Sum, reading.LogSumExp) : null;
        Weight = row.Weight;
        FormulaSteps = row.Formula;
        ToldSum = row.Loss;
        _told = row.Steps;
    }

    /// <summary>The loss, in words and formulas.</summary>
    public LossInfo Info { get; }

    /// <summary>One line for each logit.</summary>
    public IReadOnlyList<ExplainedClass> Classes { get; }

    /// <summary>The true class; null where each logit has a number as its answer.</summary>
    public int? TargetClass { get; }

    /// <summary>Whether the row's class is <see cref="Loss.IgnoreIndex"/>: it costs nothing and pulls nowhere.</summary>
    public bool IsIgnored { get; }

    /// <summary>What the classes have in common, where the loss has a softmax; else null.</summary>
    public SoftmaxSums? Softmax { get; }

    /// <summary>The weight of the row's class, 1 unless <see cref="Loss.ClassWeights"/> says otherwise.</summary>
    public double Weight { get; }

    /// <summary>The row's loss before reduction, in the loss's unit.</summary>
    public required double Sum { get; init; }

    /// <summary>What the reduction divides by: the number of logits, the weight of the row's class, or 1.</summary>
    public required double Divisor { get; init; }

    /// <summary>The row's loss after reduction; NaN for the mean of nothing.</summary>
    public required double Value { get; init; }

    /// <summary>What the formula named on its way for the row as a whole; each class has its own in <see cref="ExplainedClass.Steps"/>.</summary>
    public IReadOnlyList<Step> FormulaSteps { get; }

    /// <summary>Every number on the way by its name, in the order of computation.</summary>
    public IReadOnlyList<Step> Steps => field ??=
    [
        .. _told, new("ℓ", Sum), .. Divisor == 1 ? [] : (Step[])[new("ℓ/what the mean divides by", Value)],
        .. Classes.Select((c, k) => new Step($"∂ℓ/∂z_{k}", c.Gradient)),
    ];

    /// <summary><see cref="Sum"/> as the steps arrive at it: the same bits.</summary>
    internal double ToldSum { get; }

    /// <summary>The steps.</summary>
    public IEnumerator<Step> GetEnumerator() => Steps.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
