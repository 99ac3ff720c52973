namespace Surprisal.Losses;

/// <summary>How a pointwise formula reads floats whose target is exactly 0 or 1.</summary>
public enum AnswerReading
{
    /// <summary>As with any other target.</summary>
    AsAnyTarget,

    /// <summary>By <see cref="IPointwiseFormula{TSelf}.AtAnswer"/>, in doubles.</summary>
    InDoubles,

    /// <summary>By <see cref="IPointwiseFormula{TSelf}.AtAnswer"/>, in floats: one of two terms is then 0, nothing cancels, and two units in the last place are kept.</summary>
    InFloats,
}
