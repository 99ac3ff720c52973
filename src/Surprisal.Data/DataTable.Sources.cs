using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Surprisal.Data;

/// <content>Tables from databases and from objects.</content>
public sealed partial class DataTable
{
    /// <summary>All rows that a query returns: numbers as numbers, all else as texts, NULL as missing.</summary>
    /// <param name="reader">Just opened; it is read to its end and not closed.</param>
    /// <param name="stop">Ends it between two rows.</param>
    /// <exception cref="DataException">Two columns share a name, or a column is of a type that can't be read.</exception>
    public static async Task<DataTable> FromReaderAsync(DbDataReader reader, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var columns = new ColumnBuilder[reader.FieldCount];
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < columns.Length; i++)
        {
            string name = reader.GetName(i) is { Length: > 0 } given ? given : $"column{i + 1}";
            if (!names.Add(name)) throw new DataException($"query: two columns are called '{CellText.OneLine(name)}'; give one another name with AS");
            columns[i] = new ColumnBuilder(name, reader.GetFieldType(i));
        }
        while (await reader.ReadAsync(stop).ConfigureAwait(false))
        {
            for (int i = 0; i < columns.Length; i++) columns[i].Add(reader.GetValue(i));
        }
        return new DataTable("query", [.. columns.Select(column => column.Build())]);
    }

    /// <summary>One row per object, one column per public property: numbers as numbers, all else as texts, null as missing.</summary>
    /// <exception cref="DataException">A property is of a type that can't be read.</exception>
    public static DataTable FromRecords<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(params IEnumerable<T> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        var columns = new RecordColumns<T>();
        foreach (var record in records) columns.Add(record);
        return columns.Build();
    }

    /// <inheritdoc cref="FromRecords{T}(IEnumerable{T})"/>
    /// <param name="records">Read to their end.</param>
    /// <param name="stop">Ends it between two records.</param>
    public static async Task<DataTable> FromRecordsAsync<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(
        IAsyncEnumerable<T> records, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(records);
        var columns = new RecordColumns<T>();
        await foreach (var record in records.WithCancellation(stop).ConfigureAwait(false)) columns.Add(record);
        return columns.Build();
    }
}
