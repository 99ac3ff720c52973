namespace Surprisal;

/// <summary>What tells, on the validation rows, which epoch is the best, and so when training stops.</summary>
public enum StopMetric
{
    /// <summary>The loss that is minimised, weights and smoothing included; less is better.</summary>
    Loss,

    /// <summary>The share of rows whose likeliest class is right; of several labels, of rows whose labels are all right.</summary>
    Accuracy,

    /// <summary>Of classes the mean over them (macro), of several labels that of all answers together (micro).</summary>
    F1,

    /// <summary>The area under the receiver operating characteristic: of two classes the second's, else the mean over classes or labels that some rows have and some have not.</summary>
    Auroc,
}
