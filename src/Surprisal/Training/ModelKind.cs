namespace Surprisal;

/// <summary>What is trained.</summary>
public enum ModelKind
{
    /// <summary>One weight per feature and class, at the exact optimum: logistic regression, where the loss is cross-entropy.</summary>
    Linear,

    /// <summary>Hidden layers with ReLU, trained in batches by AdamW.</summary>
    Mlp,

    /// <summary>For tables: categories as embeddings beside the standardised numbers, then hidden layers with ReLU, batch norm and dropout, as fastai's TabularModel.</summary>
    Tabular,

    /// <summary>For pictures: two convolutions, each with pooling and ReLU, and a hidden layer.</summary>
    Conv,

    /// <summary>For pictures: three stages of residual blocks of convolutions, with batch norm.</summary>
    ResNetSmall,
}
