namespace Surprisal.Losses;

/// <summary>A loss formula that describes itself. Implement it through one of the shapes.</summary>
/// <typeparam name="TSelf">The formula: a <c>readonly record struct</c>.</typeparam>
public interface ILossFormula<TSelf>
    where TSelf : struct, ILossFormula<TSelf>
{
    /// <summary>What the loss is, in words and formulas.</summary>
    static abstract LossInfo Info { get; }

    /// <summary>Binds the formula to the kernels of its shape; <see cref="Loss.Of"/> calls it.</summary>
    Loss ToLoss();
}
