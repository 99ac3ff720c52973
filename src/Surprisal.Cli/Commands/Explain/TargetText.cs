using System.Globalization;
using Surprisal.Data;

namespace Surprisal.Cli;

/// <summary>Answers from the command line or from an array.</summary>
static class TargetText
{
    /// <summary>A class by number or name, or one number per logit; rows parted by semicolons.</summary>
    public static Answer[] Read(string text, string[] names, int rows)
    {
        string[] parts = text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != rows) throw new UsageException($"--target has {Figures.Count(parts.Length, "answer", "answers")} for {Figures.Count(rows, "row", "rows")} of logits");
        Answer[] answers = [.. parts.Select(part => One(part, names))];
        int other = Array.FindIndex(answers, a => a.Values is null != answers[0].Values is null);
        return other < 0 ? answers : throw new UsageException($"--target: row {other} is {(answers[other].Values is null ? "a class" : "one number per logit")}, row 0 is not");
    }

    /// <summary>Whole numbers, one a row, are classes; numbers in the logits' shape are numbers.</summary>
    public static Answer[] Read(NpyArray array, string file, int columns, int rows)
    {
        double[] numbers = array.ToDouble();
        bool isWhole = array.Type is not (NpyType.Float16 or NpyType.Float32 or NpyType.Float64 or NpyType.Boolean);
        if (isWhole && array.Count == rows && array.Shape.Count <= 1) return [.. numbers.Select(t => new Answer((int)t))];
        if (array.Count == (long)rows * columns) return [.. numbers.Chunk(columns).Select(row => new Answer(-1, row))];
        throw new DataException($"{file}: {Figures.Count(rows, "class", "classes")} or {rows} × {columns} numbers expected for these logits, got {(isWhole ? "whole" : "real")} numbers of shape [{string.Join(',', array.Shape)}]");
    }

    static Answer One(string text, string[] names)
    {
        int named = Array.IndexOf(names, text);
        if (named >= 0) return new(named);
        string[] parts = text.Split(',', StringSplitOptions.TrimEntries);
        if (parts.Length == 1 && names.Length > 1)
        {
            if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int index)) return new(index);
            if (NumberText.TryParse(text, out _)) throw new UsageException($"--target: {text} is no class, and a row has {names.Length} logits; one class, or {names.Length} numbers expected");
            throw new UsageException($"--target: '{text}' is not a class{NameHints.Suggest(text, names, "classes")}");
        }
        double[] values = NumberText.Numbers(text, "--target");
        return values.Length == names.Length ? new(-1, values)
            : throw new UsageException($"--target has {Figures.Count(values.Length, "number", "numbers")}, but a row has {Figures.Count(names.Length, "logit", "logits")}; one class, or one number per logit expected");
    }
}
