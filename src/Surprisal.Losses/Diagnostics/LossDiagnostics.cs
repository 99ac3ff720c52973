namespace Surprisal.Losses;

/// <summary>Notices what people commonly get wrong between a model and its loss. On healthy data it finds nothing.</summary>
public static class LossDiagnostics
{
    /// <summary>Every misuse that is looked for, by code.</summary>
    public static IReadOnlyList<Misuse> Misuses { get; } =
    [
        new SoftmaxTwice(), new ProbabilitiesAsLogits(), new LogitsAsProbabilities(), new OneHotAsIndices(), new LabelsFromOne(), new UndeclaredIgnoreIndex(),
        new ImproperSoftTargets(), new SoftmaxOverOne(), new ZeroOneIntoHinge(), new SigmoidOutputs(), new ClassAxisLast(), new NonFiniteLogits(),
        new EveryTargetIgnored(), new BadClassWeights(), new UnseenClass(), new FarInitialLoss(), new SmoothingFloor(), new ScalarIntoFocal(),
    ];

    /// <summary>Everything that looks like a mistake, in order of the codes; at most one finding each.</summary>
    /// <param name="input">Logits, targets and loss. Nothing is refused: what a loss would throw on is just what is looked for.</param>
    /// <exception cref="ArgumentException">An array has not as many numbers as its shape says.</exception>
    public static IReadOnlyList<Finding> Examine(DiagnosticInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var batch = new DiagnosticBatch(input);
        List<Finding> findings = [];
        foreach (var misuse in Misuses)
            if (misuse.Find(batch) is { } finding) findings.Add(finding);
        return findings;
    }
}
