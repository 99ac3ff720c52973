using System.Globalization;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;

namespace Surprisal.Data.Tests;

/// <summary>A folder of files that is gone after the test.</summary>
sealed class TempFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("surprisal-data-").FullName;

    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public string Write(string name, byte[] bytes)
    {
        string path = Path.Combine(Root, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public static byte[] Gzip(byte[] bytes)
    {
        var zipped = new MemoryStream();
        using (var zip = new GZipStream(zipped, CompressionLevel.Optimal)) zip.Write(bytes);
        return zipped.ToArray();
    }

    public static byte[] Gzip(string text) => Gzip(Encoding.UTF8.GetBytes(text));

    public void Dispose() => Directory.Delete(Root, recursive: true);

    // Every test runs where 1.5 is written 1,5: nothing that is read or printed may depend on it.
    [ModuleInitializer]
    internal static void UseCommaAsDecimalPoint()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (culture.NumberFormat.NumberDecimalSeparator, culture.NumberFormat.NumberGroupSeparator) = (",", ".");
        (CultureInfo.CurrentCulture, CultureInfo.DefaultThreadCurrentCulture) = (culture, culture);
    }
}

static class Tables
{
    /// <summary>The table that a file of this text would give.</summary>
    public static DataTable OfCsv(string text, string name = "a.csv")
    {
        using var source = CsvTableReader.Open(InputStream.Of(new MemoryStream(Encoding.UTF8.GetBytes(text)), name), []);
        return source.ReadAll();
    }

    public static int[] AllRows(this DataTable table) => [.. Enumerable.Range(0, table.Rows)];

    public static string[] Cells(this DataTable table, string column)
    {
        var found = table.Get(column);
        return [.. Enumerable.Range(0, table.Rows).Select(row => found[row])];
    }

    public static string Error(Action action) => Assert.Throws<DataException>(action).Message;
}
