using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>A loss that looks at all classes of a row together: sums, largest ones, norms.</summary>
/// <typeparam name="TSelf">The formula.</typeparam>
public interface IRowFormula<TSelf> : ILossFormula<TSelf>
    where TSelf : struct, IRowFormula<TSelf>
{
    /// <summary>How much of the classes with a target of 0 counts where there is one true class.</summary>
    static virtual WrongClasses WrongClasses => WrongClasses.Each;

    /// <summary>What its slopes are taken by.</summary>
    static abstract RowOf SlopesBy { get; }

    /// <summary>ℓ of the row; writes its slopes by what <see cref="SlopesBy"/> says to <paramref name="slopes"/>. Loop over the classes with indices; mark it AggressiveInlining.</summary>
    /// <param name="row">The classes.</param>
    /// <param name="slopes">One per class, overwritten; the kernel takes them through the softmax.</param>
    V At<V>(Row<V> row, Span<V> slopes)
        where V : struct, ILane<V>;

    Loss ILossFormula<TSelf>.ToLoss() => new RowLoss<TSelf>((TSelf)this);
}
