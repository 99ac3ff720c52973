using Surprisal.Numerics;

namespace Surprisal;

/// <summary>The checks of what evaluators are fed.</summary>
static class EvaluatorInput
{
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

    public static void CheckSeen(long rows)
    {
        if (rows == 0) throw new InvalidOperationException("no rows were evaluated: there are no figures to give.");
    }
}
