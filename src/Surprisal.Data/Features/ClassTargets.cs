using System.Globalization;

namespace Surprisal.Data;

/// <summary>A target column of class names.</summary>
static class ClassTargets
{
    const int MostClasses = 10_000;

    // With fewer rows than this a class may well have one row only.
    const int FewRows = 50;

    public static TargetEncoder Fit(DataTable table, DataColumn column, string? noneClass)
    {
        var texts = column.AsText(table);
        if (noneClass is null) RefuseMissing(table, texts, AllRows(table));
        int[] rows = texts.CountRows();
        string[] classes = [.. texts.Texts.Where((text, code) => rows[code] > 0 && !CellText.IsMissing(text))];
        string name = CellText.OneLine(column.Name);
        if (noneClass is not null && !classes.Contains(noneClass))
        {
            if (!HasMissing(texts, rows)) throw new DataException($"{table.Source}: column '{name}' has no empty cell: class {CellText.Quote(noneClass)} would have no rows");
            classes = [.. classes, noneClass];
        }

        if (classes.Length == 1)
            throw new DataException($"{table.Source}: column '{name}' has one class only ({CellText.Quote(classes[0])}); at least two are needed");
        if (classes.Length > MostClasses || (table.Rows > FewRows && classes.Length > table.Rows / 2))
        {
            throw new DataException($"{table.Source}: column '{name}' has {CellText.Count(classes.Length)} classes in {CellText.Count(table.Rows)} rows; " +
                "a class column has few: is it a number or an id?");
        }

        return new TargetEncoder(TargetKind.ClassIndex, [column.Name], Sorted(classes), areCounts: false, [], noneClass);
    }

    public static int[] Encode(DataTable table, DataColumn column, TargetEncoder encoder, ReadOnlySpan<int> rows, Truth truth)
    {
        const int Unknown = -1, Unseen = -2;
        var texts = column.AsText(table);
        if (truth == Truth.Required && encoder.NoneClass is null) RefuseMissing(table, texts, rows);
        var classNames = encoder.ClassNames;
        var indexOf = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < classNames.Count; i++) indexOf.Add(classNames[i], i);
        int missing = truth == Truth.Required && encoder.NoneClass is { } none ? indexOf[none] : Unknown;
        int[] classOf = new int[texts.Texts.Length];
        for (int code = 0; code < classOf.Length; code++)
            classOf[code] = CellText.IsMissing(texts.Texts[code]) ? missing : indexOf.GetValueOrDefault(texts.Texts[code], Unseen);
        int[] classes = new int[rows.Length];
        for (int i = 0; i < classes.Length; i++)
        {
            classes[i] = classOf[texts.Codes[rows[i]]];
            if (classes[i] == Unseen)
                throw NotSeen(table, texts, rows[i], classNames);
        }

        return classes;
    }

    static DataException NotSeen(DataTable table, TextColumn texts, int row, IReadOnlyList<string> classNames) => table.CellError(
        row, texts.Name, $"class {CellText.Quote(texts[row])} was not seen in training; classes: {NameHints.List([.. classNames])}");

    static bool HasMissing(TextColumn texts, int[] rows)
    {
        for (int code = 0; code < rows.Length; code++)
        {
            if (rows[code] > 0 && CellText.IsMissing(texts.Texts[code])) return true;
        }

        return false;
    }

    static void RefuseMissing(DataTable table, TextColumn texts, ReadOnlySpan<int> rows)
    {
        foreach (int row in rows)
        {
            if (texts.IsMissing(row)) throw table.CellError(row, texts.Name, "the target is missing");
        }
    }

    // "10" comes after "9" where all classes are whole numbers; elsewhere the order is that of the characters, the same in every locale.
    static string[] Sorted(IEnumerable<string> classes)
    {
        string[] sorted = [.. classes.Order(StringComparer.Ordinal)];
        return sorted.All(IsWhole) ? [.. sorted.OrderBy(Whole)] : sorted;
    }

    static bool IsWhole(string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);

    static long Whole(string text) => long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    static int[] AllRows(DataTable table) => [.. Enumerable.Range(0, table.Rows)];
}
