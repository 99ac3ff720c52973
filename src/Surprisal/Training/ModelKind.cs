namespace Surprisal;

/// <summary>What is trained.</summary>
public enum ModelKind
{
    /// <summary>One weight per feature and class, at the exact optimum: logistic regression, where the loss is cross-entropy.</summary>
    Linear,

    /// <summary>Hidden layers with ReLU, trained in batches by AdamW.</summary>
    Mlp,
}
