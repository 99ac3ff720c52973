using System.Globalization;
using CsvHelper;
using Surprisal.Data;

namespace Surprisal.Cli;

/// <summary>A cost matrix as CSV: a header of class names, then a row for each true class, its name first. Their order is free.</summary>
static class CostsFile
{
    static readonly string[] s_labelNames = ["0", "1"];

    /// <summary>Reads the costs of a target's classes; of labels those of 0 and 1, the same for all.</summary>
    /// <exception cref="DataException">The file is not there, names other classes, or holds what is no cost; the message says where.</exception>
    public static CostMatrix Read(string path, TargetEncoder targets)
    {
        var names = targets.Kind == TargetKind.MultiLabel ? s_labelNames : targets.ClassNames;
        using var text = Open(path);
        using var csv = new CsvParser(text, CultureInfo.InvariantCulture);
        try
        {
            return Read(csv, path, names);
        }
        catch (CsvHelperException e)
        {
            throw new DataException(string.Create(CultureInfo.InvariantCulture, $"{path}:{csv.RawRow}: is not CSV: a quote stands where none can be"), e);
        }
    }

    static CostMatrix Read(CsvParser csv, string path, IReadOnlyList<string> names)
    {
        if (!csv.Read()) throw new DataException($"{path}: is empty");
        int[] answers = [.. csv.Record![1..].Select(name => ClassOf(name, names, $"{path}:1"))];
        RequireAll(answers, names, $"{path}:1", "column");
        double[,] costs = new double[names.Count, names.Count];
        List<int> truths = [];
        while (csv.Read())
        {
            string place = string.Create(CultureInfo.InvariantCulture, $"{path}:{csv.RawRow}");
            string[] cells = csv.Record!;
            if (cells.Length != answers.Length + 1) throw new DataException($"{place}: {answers.Length + 1} cells expected, a class and its costs, got {cells.Length}");
            truths.Add(ClassOf(cells[0], names, place));
            for (int i = 0; i < answers.Length; i++) costs[truths[^1], answers[i]] = Cost(cells[i + 1], place);
        }

        RequireAll(truths, names, path, "row");
        try
        {
            return new CostMatrix(costs);
        }
        catch (ArgumentException e)
        {
            throw new DataException($"{path}: {e.Message.TrimEnd('.')}", e);
        }
    }

    static StreamReader Open(string path)
    {
        try
        {
            return new StreamReader(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"{path}: cannot be read as a file of costs; --thresholds takes f1 or COSTS.csv", e);
        }
    }

    static int ClassOf(string name, IReadOnlyList<string> names, string place)
    {
        for (int k = 0; k < names.Count; k++)
        {
            if (names[k] == name.Trim()) return k;
        }

        throw new DataException($"{place}: '{name.Trim()}' is not a class{NameHints.Suggest(name.Trim(), names, "classes")}");
    }

    static void RequireAll(IReadOnlyList<int> found, IReadOnlyList<string> names, string place, string what)
    {
        for (int k = 0; k < names.Count; k++)
        {
            int times = found.Count(at => at == k);
            if (times != 1) throw new DataException($"{place}: one {what} expected for class '{names[k]}', got {times}");
        }
    }

    static double Cost(string cell, string place) => double.TryParse(cell, CultureInfo.InvariantCulture, out double cost) && double.IsFinite(cost) ? cost
        : throw new DataException($"{place}: '{cell.Trim()}' is no cost; a finite number was expected");
}
