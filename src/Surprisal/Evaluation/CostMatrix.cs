using System.Globalization;

namespace Surprisal;

/// <summary>What each answer costs, by what is true. Answers then go by the least expected cost instead of by the likeliest class.</summary>
public sealed class CostMatrix
{
    readonly double[,] _costs;

    /// <summary>A matrix of costs.</summary>
    /// <param name="costs">The cost, in any one unit, of answering class j where class i is true, at [i, j].</param>
    /// <exception cref="ArgumentException">It is not square, has fewer than two classes, a cost is not finite, or a wrong answer costs no more than the right one.</exception>
    public CostMatrix(double[,] costs)
    {
        ArgumentNullException.ThrowIfNull(costs);
        Classes = costs.GetLength(0);
        if (Classes < 2 || costs.GetLength(1) != Classes)
            throw new ArgumentException($"a cost matrix has a row and a column for each of two or more classes, got {Classes} × {costs.GetLength(1)}.");
        for (int truth = 0; truth < Classes; truth++)
        {
            for (int answer = 0; answer < Classes; answer++)
            {
                double cost = costs[truth, answer], right = costs[truth, truth];
                if (!double.IsFinite(cost) || (answer != truth && !(cost > right)))
                {
                    throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                        $"costs: where class {truth} is true, answering {answer} costs {cost}; a finite cost above that of the right answer, {right}, was expected."));
                }
            }
        }

        _costs = (double[,])costs.Clone();
    }

    /// <summary>How many classes there are.</summary>
    public int Classes { get; }

    /// <summary>What it costs to answer <paramref name="answer"/> where <paramref name="truth"/> is true.</summary>
    public double this[int truth, int answer] => _costs[truth, answer];

    /// <summary>Of two classes: the probability of the second above which it is the cheaper answer (Elkan 2001).</summary>
    internal double Threshold
    {
        get
        {
            double falseAlarm = _costs[0, 1] - _costs[0, 0], miss = _costs[1, 0] - _costs[1, 1];
            return falseAlarm / (falseAlarm + miss);
        }
    }

    /// <summary>The answer with the least expected cost, the first of equals.</summary>
    /// <param name="probabilities">One for each class.</param>
    /// <exception cref="ArgumentException">There are more or fewer.</exception>
    public int Cheapest(ReadOnlySpan<float> probabilities)
    {
        if (probabilities.Length != Classes) throw new ArgumentException($"{Classes} probabilities expected, one for each class of the costs, got {probabilities.Length}.");
        int best = 0;
        double least = double.PositiveInfinity;
        for (int answer = 0; answer < Classes; answer++)
        {
            double expected = 0;
            for (int truth = 0; truth < Classes; truth++) expected += probabilities[truth] * _costs[truth, answer];
            if (expected < least) (best, least) = (answer, expected);
        }

        return best;
    }
}
