using Surprisal.Numerics;

namespace Surprisal;

/// <summary>The checks of what evaluators are fed.</summary>
static class EvaluatorInput
{
    /// <summary>200 MB of probabilities are kept, not more.</summary>
    public const int MostNumbers = 50_000_000;

    public static string[] Names(IReadOnlyList<string> names, string what, int least)
    {
        ArgumentNullException.ThrowIfNull(names);
        return names.Count >= least ? [.. names] : throw new ArgumentException($"an evaluation needs at least {least} {what}, got {names.Count}.");
    }

    public static void CheckColumns(ReadOnlyMatrixSpan<float> probabilities, int expected)
    {
        if (probabilities.Columns != expected)
            throw new ArgumentException($"probabilities: expected {expected} columns, got {probabilities.Columns}.");
    }

    public static void CheckRows(string what, int rows, int expected)
    {
        if (rows != expected) throw new ArgumentException($"{what}: expected {expected} rows as the probabilities have, got {rows}.");
    }

    public static void CheckSize(string what, int rows, int columns, ReadOnlyMatrixSpan<float> probabilities)
    {
        if (rows != probabilities.Rows || columns != probabilities.Columns)
            throw new ArgumentException($"{what}: expected {probabilities.Rows} × {probabilities.Columns} as the probabilities have, got {rows} × {columns}.");
    }

    /// <summary>NaN has no place in an order, and keys of negative numbers none among those of probabilities.</summary>
    public static void CheckProbabilities(ReadOnlyMatrixSpan<float> probabilities, long firstRow)
    {
        for (int at = 0; at < probabilities.Values.Length; at++)
        {
            float probability = probabilities.Values[at];
            if (!(probability is >= 0 and <= 1))
            {
                throw new ArgumentException(string.Create(System.Globalization.CultureInfo.InvariantCulture,
                    $"row {firstRow + at / probabilities.Columns}: the probability in column {at % probabilities.Columns} is {probability}, expected one from 0 to 1."));
            }
        }
    }

    public static void CheckSeen(long rows)
    {
        if (rows == 0) throw new InvalidOperationException("no rows were evaluated: there are no figures to give.");
    }
}
