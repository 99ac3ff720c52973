namespace Surprisal.Losses;

/// <summary>Notices what makes a loss compute the wrong thing without an error: probabilities for logits, labels from 1, classes on the wrong axis, and more.</summary>
public static class LossDiagnostics
{
    /// <summary>Every misuse that is looked for, by code.</summary>
    public static IReadOnlyList<Misuse> Misuses { get; } =
    [
        new SoftmaxTwice(),
        new ProbabilitiesAsLogits(),
        new LogitsAsProbabilities(),
        new OneHotAsIndices(),
        new LabelsFromOne(),
        new UndeclaredIgnoreIndex(),
        new ImproperSoftTargets(),
        new SoftmaxOverOne(),
        new ZeroOneIntoHinge(),
        new SigmoidOutputs(),
        new ClassAxisLast(),
        new NonFiniteLogits(),
        new EveryTargetIgnored(),
        new BadClassWeights(),
        new UnseenClass(),
        new FarInitialLoss(),
        new SmoothingFloor(),
        new ScalarIntoFocal(),
    ];

    /// <summary>Looks for every misuse; an empty list is good health.</summary>
    /// <param name="input">Logits, targets and loss. Nothing is refused: what a loss would throw on is just what is looked for.</param>
    /// <returns>At most one finding per misuse, by code.</returns>
    /// <exception cref="ArgumentException">An array has not as many numbers as its shape says.</exception>
    public static IReadOnlyList<Finding> Examine(in DiagnosticInput input)
    {
        var batch = new DiagnosticBatch(input);
        List<Finding> findings = [];
        foreach (var misuse in Misuses)
            if (misuse.Find(batch) is { } finding) findings.Add(finding);
        return findings;
    }
}
