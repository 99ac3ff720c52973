namespace Surprisal.Data;

/// <summary>One number for each class from a file: weights, costs, priors.</summary>
public static class ClassNumbers
{
    /// <summary>Reads a table of two columns, class and number, in any order of classes; or one column or NPY array of numbers in the order of the classes.</summary>
    /// <param name="path">The file; a table's first row are the columns' names.</param>
    /// <param name="classNames">The classes, each of which has one number.</param>
    /// <param name="what">What a number is called in errors: "class weight".</param>
    /// <returns>The numbers, finite and 0 or more, in the order of <paramref name="classNames"/>.</returns>
    /// <exception cref="DataException">A class is unknown, twice there or missing, or a number is none or negative; the message says where.</exception>
    public static double[] Read(string path, IReadOnlyList<string> classNames, string what)
    {
        ArgumentNullException.ThrowIfNull(classNames);
        using var source = DataSource.Open(path);
        var table = source.ReadAll();
        if (table.Columns.Count is not (1 or 2))
            throw new DataException($"{table.Source}: a {what} a row expected, in two columns (class and {what}) or one, got {table.Columns.Count} columns");
        double[] numbers = new double[classNames.Count];
        if (table.Columns.Count == 1 && table.Rows != numbers.Length)
            throw new DataException($"{table.Source}: {CellText.Count(numbers.Length, what)} expected, one per class, got {table.Rows}");
        Array.Fill(numbers, double.NaN);
        var cells = table.Columns[^1].AsNumbers(table);
        for (int row = 0; row < table.Rows; row++)
        {
            int k = table.Columns.Count == 1 ? row : IndexOf(table, row, classNames);
            if (!double.IsNaN(numbers[k])) throw table.CellError(row, table.Columns[0].Name, $"class {CellText.Quote(classNames[k])} is there twice");
            numbers[k] = cells[row];
            if (!(numbers[k] >= 0)) throw table.CellError(row, table.Columns[^1].Name, $"a {what} of 0 or more expected, got {CellText.Quote(table.Columns[^1][row])}");
        }

        int missing = Array.FindIndex(numbers, double.IsNaN);
        return missing < 0 ? numbers : throw new DataException(
            $"{table.Source}: class {CellText.Quote(classNames[missing])} has no {what}{(table.HasHeader ? " (the first row is read as names of columns)" : "")}");
    }

    static int IndexOf(DataTable table, int row, IReadOnlyList<string> classNames)
    {
        string name = table.Columns[0][row];
        for (int k = 0; k < classNames.Count; k++)
        {
            if (classNames[k] == name) return k;
        }

        throw table.CellError(row, table.Columns[0].Name, $"{CellText.Quote(name)} is not a class{NameHints.Suggest(name, [.. classNames], "classes")}");
    }
}
