namespace Surprisal.Data;

/// <summary>Which half of a folder such as MNIST's to open. A single file has no parts and is opened whole.</summary>
public enum DataPart
{
    /// <summary>The <c>train-*</c> files.</summary>
    Training,

    /// <summary>The <c>t10k-*</c> files.</summary>
    Test,
}
