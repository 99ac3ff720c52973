using System.Globalization;

namespace Surprisal.Data;

/// <summary>Reads CSV and TSV, gzip or not: delimiter and header are found, quotes understood, rows counted by line. Memory holds one batch.</summary>
public sealed class CsvTableReader : DataSource
{
    readonly CsvRecords _records;
    readonly string[] _columns;
    readonly bool _hasHeader;
    bool _recordIsPending;
    int _rowsBefore;

    CsvTableReader(CsvRecords records, string name, string[] columns, bool hasHeader, IReadOnlyList<string> targets)
        : base(name, targets)
    {
        _records = records;
        _columns = columns;
        _hasHeader = hasHeader;
        _recordIsPending = !hasHeader;
    }

    /// <summary>Opens a CSV or TSV file, or standard input for "-".</summary>
    /// <param name="path">The file; gzip is known by its content.</param>
    /// <param name="targets">Names of the target columns, if something is to be learnt.</param>
    /// <exception cref="DataException">It is not there, empty, not text, or two of its columns have one name.</exception>
    public static CsvTableReader Open(string path, IReadOnlyList<string>? targets = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var input = InputStream.Open(path);
        try
        {
            return Open(input, targets ?? []);
        }
        catch
        {
            input.Dispose();
            throw;
        }
    }

    internal static CsvTableReader Open(InputStream input, IReadOnlyList<string> targets)
    {
        var records = new CsvRecords(input);
        if (!records.Read()) throw new DataException($"{input.Name}: is empty");
        string[] first = new string[records.Count];
        for (int i = 0; i < first.Length; i++) first[i] = CellText.OneLine(records[i].Trim());
        bool hasHeader = !CsvDialect.IsData(first);
        for (int i = 0; i < first.Length; i++)
        {
            if (!hasHeader || first[i].Length == 0) first[i] = string.Create(CultureInfo.InvariantCulture, $"column{i + 1}");
        }

        RefuseEqualNames(first, input.Name);
        return new CsvTableReader(records, input.Name, first, hasHeader, targets);
    }

    /// <inheritdoc/>
    public override double? Progress => _records.Progress;

    /// <inheritdoc/>
    public override DataTable? ReadBatch(int maxRows)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxRows, 1);
        // The batch before tells how long this one gets.
        int expected = Math.Min(maxRows, _rowsBefore);
        var builders = new CellColumnBuilder[_columns.Length];
        for (int i = 0; i < builders.Length; i++) builders[i] = new CellColumnBuilder(expected);
        var lines = new List<int>(expected);
        while (lines.Count < maxRows && NextRecord())
        {
            if (IsBlank()) continue;
            if (_records.Count != builders.Length) throw Ragged();
            for (int i = 0; i < builders.Length; i++) builders[i].Add(_records[i]);
            lines.Add(_records.Line);
        }

        if (lines.Count == 0)
        {
            return _rowsBefore > 0 ? null : throw new DataException($"{Name}: has a header and no rows");
        }

        _rowsBefore = lines.Count;
        return new DataTable(Name, Columns(builders), [.. lines], hasLines: true, hasHeader: _hasHeader);
    }

    DataColumn[] Columns(CellColumnBuilder[] builders)
    {
        var columns = new DataColumn[builders.Length];
        for (int i = 0; i < columns.Length; i++) columns[i] = builders[i].Build(_columns[i]);
        return columns;
    }

    // Without a header the first record has been read to see that, and is a row like the others.
    bool NextRecord()
    {
        if (!_recordIsPending) return _records.Read();
        _recordIsPending = false;
        return true;
    }

    // Empty lines are no records; one of spaces is as blank.
    bool IsBlank() => _records.Count == 1 && _columns.Length > 1 && _records[0].IsWhiteSpace();

    DataException Ragged() => new(string.Create(
        CultureInfo.InvariantCulture, $"{Name}:{_records.Line}: {_columns.Length} columns expected, got {_records.Count}: {CellText.Quote(_records.Raw)}"));

    static void RefuseEqualNames(string[] names, string file)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        string[] twice = [.. names.Where(name => !seen.Add(name)).Distinct()];
        if (twice.Length > 0) throw new DataException($"{file}:1: more than one column is called '{string.Join("', '", twice)}'");
    }

    private protected override void Dispose(bool disposing)
    {
        if (disposing) _records.Dispose();
    }
}
