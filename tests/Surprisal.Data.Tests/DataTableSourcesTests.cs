using System.Data.Common;

namespace Surprisal.Data.Tests;

public class DataTableSourcesTests
{
    enum Colour
    {
        Red,
        Green,
    }

    sealed record Customer(int? Age, decimal Spent, Colour Colour, bool Member, string? City, DateOnly Since);

    static readonly Customer[] s_customers = [new(31, 12.5m, Colour.Green, true, "Bern", new(2024, 2, 29)), new(null, 0.1m, Colour.Red, false, null, new(2023, 1, 1))];

    [Fact]
    public void A_property_is_a_column()
    {
        var table = DataTable.FromRecords(s_customers);
        Assert.Equal(["Age", "Spent", "Colour", "Member", "City", "Since"], table.Columns.Select(column => column.Name));
        Assert.Equal(["31", "12.5", "Green", "true", "Bern", "2024-02-29"], table.Columns.Select(column => column[0]));
        Assert.Equal([true, false, false, false, true, false], table.Columns.Select(column => column.IsMissing(1)));
        Assert.Equal(0.1, table.Columns[1].AsNumbers(table)[1]);
    }

    [Fact]
    public async Task Records_may_come_one_by_one()
    {
        async IAsyncEnumerable<Customer> Stream()
        {
            foreach (var customer in s_customers)
            {
                await Task.Yield();
                yield return customer;
            }
        }
        var table = await DataTable.FromRecordsAsync(Stream(), TestContext.Current.CancellationToken);
        Assert.Equal(2, table.Rows);
        Assert.Equal("Red", table.Get("Colour")[1]);
    }

    [Fact]
    public void A_property_that_is_no_cell_is_refused()
    {
        Assert.Equal(
            "column 'Tags' is of type String[]; numbers, texts, bool, enums, dates and Guid can be read", Assert.Throws<DataException>(() => DataTable.FromRecords([new { Tags = new string[1] }])).Message);
        Assert.Equal("Object has no public properties, and so no columns", Assert.Throws<DataException>(() => DataTable.FromRecords([new object()])).Message);
    }

    [Fact]
    public async Task A_query_is_a_table()
    {
        using var rows = new System.Data.DataTable();
        rows.Columns.Add("age", typeof(long));
        rows.Columns.Add("city", typeof(string));
        rows.Rows.Add(31L, "Bern");
        rows.Rows.Add(DBNull.Value, DBNull.Value);
        await using DbDataReader reader = rows.CreateDataReader();
        var table = await DataTable.FromReaderAsync(reader, TestContext.Current.CancellationToken);
        Assert.Equal(["31", "Bern"], table.Columns.Select(column => column[0]));
        Assert.True(table.Columns[0].IsMissing(1) && table.Columns[1].IsMissing(1));
    }
}
