using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>Room for a few rows that a formula reads as two classes, the true one and one that stands for all others: a lane a row.</summary>
/// <param name="scratch"><see cref="Size"/> registers.</param>
unsafe readonly struct RowPair<V>(double* scratch)
    where V : unmanaged, ISimdLane<V, double>, ILane<V>
{
    /// <summary>How many registers of scratch it takes.</summary>
    public const int Size = BlockRows<V>.Size + 2 * RowMemory<V>.Size + 7;

    readonly V* _sums = (V*)scratch + BlockRows<V>.Size + 2 * RowMemory<V>.Size;

    /// <summary>What each row has beside its two classes.</summary>
    public BlockRows<V> Rows => new(scratch);

    /// <summary>The two classes.</summary>
    public RowMemory<V> Classes => new(scratch + BlockRows<V>.Size * V.Count, 2);

    /// <summary>What is summed over the wrong classes: |z| or exponentials.</summary>
    public V* Others => _sums;

    /// <summary>Σ of the squares of the wrong classes' exponentials.</summary>
    public V* Squares => _sums + 1;

    /// <summary>The largest logit of a wrong class, then its p.</summary>
    public V* Lead => _sums + 2;

    /// <summary>1/Σ of all exponentials.</summary>
    public V* Inverse => _sums + 3;

    /// <summary>What turns the exponential e of a wrong class into its slope e·(<see cref="Linear"/> + <see cref="Square"/>·e).</summary>
    public V* Linear => _sums + 4;

    /// <inheritdoc cref="Linear"/>
    public V* Square => _sums + 5;

    /// <summary>Below 0, or not a number, where the row has to be read class by class.</summary>
    public V* Margin => _sums + 6;

    /// <summary>What the first row costs, with its story.</summary>
    public double Tell<TFormula>(TFormula formula, List<Step> story)
        where TFormula : struct, IRowFormula<TFormula>
    {
        var row = new Row<Told<double>>
        {
            Logits = First(Classes.Logits, story),
            Targets = First(Classes.Targets, story),
            Probabilities = First(Classes.Probabilities, story),
            LogProbabilities = First(Classes.LogProbabilities, story),
            Errors = First(Classes.Errors, story),
        };
        return formula.At(row, new Told<double>[2]).Value;
    }

    static Told<double>[] First(V* two, List<Step> story) => [new(V.At(two[0], 0), story), new(V.At(two[1], 0), story)];
}
