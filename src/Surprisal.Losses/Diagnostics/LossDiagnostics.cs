namespace Surprisal.Losses;

/// <summary>Notices what people commonly get wrong between a model and its loss. On healthy data it finds nothing.</summary>
public static class LossDiagnostics
{
    static readonly Func<DiagnosticInput, Finding?>[] s_checks =
    [
        LogitChecks.SoftmaxTwice, LogitChecks.ProbabilitiesAsLogits, LogitChecks.LogitsAsProbabilities, TargetChecks.OneHotIntegers, TargetChecks.LabelsFromOne,
        TargetChecks.ForgottenIgnoreIndex, TargetChecks.NoDistribution, LogitChecks.SoftmaxOverOne, TargetChecks.ZeroOneIntoHinge, LogitChecks.SigmoidOutputs,
        TargetChecks.ClassAxisLast, LogitChecks.NotFinite, TargetChecks.AllIgnored, TargetChecks.ClassWeights, TargetChecks.ClassNeverSeen,
        StateChecks.StartFarFromEven, StateChecks.SmoothingFloor, LogitChecks.AveragedInput,
    ];

    /// <summary>Everything that looks like a mistake, in order of the codes.</summary>
    public static IReadOnlyList<Finding> Examine(DiagnosticInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        List<Finding> findings = [];
        foreach (var check in s_checks)
            if (check(input) is { } finding) findings.Add(finding);
        return findings;
    }
}
