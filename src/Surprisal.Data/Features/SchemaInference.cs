namespace Surprisal.Data;

/// <summary>The kinds of a table's columns: decided by the user, by a schema, or found by looking at the cells.</summary>
/// <param name="Schema">Every column of the table with its kind.</param>
/// <param name="Notices">What the user should know about it: columns left out and why.</param>
public sealed record SchemaInference(Schema Schema, IReadOnlyList<string> Notices)
{
    // A column that is numeric but for a few cells is a numeric column with typing errors, not a category of thousands of levels.
    const double NumericShare = 0.95;
    const int FewNumbers = 20;

    // More levels than this, in more than half of the rows different, are names or ids: nothing that a model could learn from.
    const int ManyLevels = 100;

    /// <summary>Finds the kind of each column.</summary>
    /// <param name="table">All rows of the training file.</param>
    /// <param name="targets">The target columns; those of <paramref name="given"/> if empty.</param>
    /// <param name="overrides">Kinds that come first.</param>
    /// <param name="given">A schema that decides the rest; columns it does not name are ignored. Null to look at the cells.</param>
    /// <exception cref="DataException">A named column is not there, no target is named, or a column is numeric but for a few cells.</exception>
    public static SchemaInference Of(DataTable table, IReadOnlyList<string> targets, ColumnOverrides? overrides = null, Schema? given = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(targets);
        var notices = new List<string>();
        var givenKinds = given?.Columns.ToDictionary(column => column.Name, column => column.Kind, StringComparer.Ordinal);
        RefuseOtherColumns(table, given);
        var decided = (overrides ?? ColumnOverrides.None).In(table);
        HashSet<string> answers = Targets(table, targets, given, decided);
        var columns = new SchemaColumn[table.Columns.Count];
        for (int i = 0; i < columns.Length; i++)
        {
            var column = table.Columns[i];
            var kind = answers.Contains(column.Name) ? ColumnKind.Target
                : decided.TryGetValue(column.Name, out var chosen) ? chosen
                : givenKinds is null ? Look(table, column, notices)
                : givenKinds.TryGetValue(column.Name, out var named) && named != ColumnKind.Target ? named : Left(column, given!, notices);
            columns[i] = new SchemaColumn(column.Name, kind);
        }

        return new SchemaInference(new Schema(columns), notices);
    }

    static void RefuseOtherColumns(DataTable table, Schema? given)
    {
        foreach (var column in given?.Columns ?? [])
        {
            if (table.Find(column.Name) is null && column.Kind != ColumnKind.Ignore)
                throw new DataException($"{given!.Source}: {table.Absent(column.Name)}");
        }
    }

    static HashSet<string> Targets(DataTable table, IReadOnlyList<string> targets, Schema? given, Dictionary<string, ColumnKind> decided)
    {
        var names = targets.Count > 0 ? targets : given?.Targets ?? [];
        if (names.Count == 0)
        {
            string[] known = [.. table.Columns.Select(column => column.Name)];
            throw new DataException($"{table.Source}: no target column is given (--target COLUMN); columns: {NameHints.List(known)}");
        }

        var answers = new HashSet<string>(StringComparer.Ordinal);
        foreach (string name in names)
        {
            string found = table.Get(name).Name;
            if (!answers.Add(found)) throw new DataException($"target column '{found}' is given twice");
            if (decided.TryGetValue(found, out var kind)) throw new DataException($"column '{found}' cannot be both target and {SchemaColumn.Word(kind)}");
        }

        return answers;
    }

    static ColumnKind Left(DataColumn column, Schema given, List<string> notices)
    {
        notices.Add($"ignored '{CellText.OneLine(column.Name)}': it is not in {given.Source}");
        return ColumnKind.Ignore;
    }

    static ColumnKind Look(DataTable table, DataColumn column, List<string> notices)
    {
        if (column is PixelColumn) return ColumnKind.Pixels;
        if (column is NumberColumn or WrittenNumberColumn { HasNumbers: true }) return ColumnKind.Numeric;
        var texts = column.AsText(table);
        var seen = CellCounts.Of(texts);
        if (seen.Numbers + seen.Infinite > 0 && seen.Texts == 0) return ColumnKind.Numeric;
        int known = seen.Numbers + seen.Infinite + seen.Texts;
        if (seen.DistinctNumbers > FewNumbers && seen.Numbers >= NumericShare * known) throw AlmostNumeric(table, texts, seen.Numbers);
        int levels = seen.DistinctNumbers + seen.DistinctTexts;
        if (levels <= ManyLevels || levels <= 0.5 * known) return ColumnKind.Categorical;
        string name = CellText.OneLine(column.Name);
        notices.Add($"dropped '{name}': {CellText.Count(levels)} different texts in {CellText.Count(known)} rows, names or ids; --categorical {name} keeps it");
        return ColumnKind.Ignore;
    }

    static DataException AlmostNumeric(DataTable table, TextColumn column, int numbers)
    {
        for (int row = 0; row < column.Rows; row++)
        {
            if (CellText.Read(column[row], out _) is CellKind.Missing or CellKind.Number) continue;
            string name = CellText.OneLine(column.Name);
            return table.CellError(row, column.Name, $"{CellText.Quote(column[row])} is not a number ({CellText.Count(numbers)} other cells are); " +
                $"correct it, or say --categorical {name} or --ignore {name}");
        }

        throw new InvalidOperationException("a column with texts has a row with a text.");
    }

    /// <summary>How many cells of a column are what. Each distinct text is looked at once.</summary>
    readonly record struct CellCounts(int Numbers, int Infinite, int Texts, int DistinctNumbers, int DistinctTexts)
    {
        public static CellCounts Of(TextColumn column)
        {
            int[] rows = column.CountRows();
            var counts = default(CellCounts);
            for (int code = 0; code < rows.Length; code++)
            {
                if (rows[code] == 0) continue;
                counts = CellText.Read(column.Texts[code], out _) switch
                {
                    CellKind.Number => counts with { Numbers = counts.Numbers + rows[code], DistinctNumbers = counts.DistinctNumbers + 1 },
                    CellKind.Infinite => counts with { Infinite = counts.Infinite + rows[code], DistinctTexts = counts.DistinctTexts + 1 },
                    CellKind.Text => counts with { Texts = counts.Texts + rows[code], DistinctTexts = counts.DistinctTexts + 1 },
                    _ => counts,
                };
            }

            return counts;
        }
    }
}
