using System.Text;
using System.Text.Json;

namespace Surprisal.Data.Tests;

/// <summary>Whatever is cut off or flipped, input is read or refused: never another exception, never a hang.</summary>
public class FuzzTests
{
    const int Mutations = 400;

    static readonly byte[] s_csv = Encoding.UTF8.GetBytes("a,b,\"c d\",y\n1,x,\"q \"\"u\"\", é\",no\n2.5,?,\"line\nbreak\",yes\r\n-3e2,z,,no\n\n4,x,w,yes\n");
    static readonly byte[] s_idx = [0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 255, 51, 0, 1, 2];

    [Fact]
    public void Csv() => Fuzz(s_csv, Read);

    [Fact]
    public void Csv_in_gzip() => Fuzz(TempFolder.Gzip(s_csv), Read);

    [Fact]
    public void Npy() => Fuzz(NpyTests.Bytes(NpyArray.Of<double>([1, 2, 3, 4, 5, 6], 3, 2)), Read);

    [Fact]
    public void Idx() => Fuzz(s_idx, Read);

    [Fact]
    public void Idx_in_gzip() => Fuzz(TempFolder.Gzip(s_idx), Read);

    [Fact]
    public void Json_of_an_encoder()
    {
        var training = TrainingData.Of(Tables.OfCsv("x,c,y\n1,p,no\n2,q,yes\n?,p,no\n4,q,yes\n"), ["y"]);
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream)) training.Encoder.ToJson(writer);
        Fuzz(stream.ToArray(), (bytes, _) =>
        {
            using var json = Json.Parse(Encoding.UTF8.GetString(bytes), "m");
            DataEncoder.FromJson(json.RootElement, "m");
        });
    }

    static void Read(byte[] bytes, string path)
    {
        File.WriteAllBytes(path, bytes);
        using var source = DataSource.Open(path);
        var table = source.ReadAll();
        TrainingData.Of(table, [table.Columns[^1].Name]);
    }

    static void Fuzz(byte[] good, Action<byte[], string> read)
    {
        using var folder = new TempFolder();
        string path = Path.Combine(folder.Root, "input");
        var random = new Random(5);
        for (int i = 0; i < good.Length + Mutations; i++)
        {
            byte[] bytes = i < good.Length ? good[..i] : (byte[])good.Clone();
            for (int flips = i < good.Length ? 0 : random.Next(1, 4); flips > 0; flips--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            try
            {
                read(bytes, path);
            }
            catch (DataException error)
            {
                Assert.DoesNotContain('\n', error.Message);
                Assert.InRange(error.Message.Length, 10, 600);
            }
        }
    }
}
