using System.Text;

namespace Surprisal.Data.Tests;

public class NpyTests
{
    // np.save of np.array([[1, 2, 3], [4, 5, 6]], order='F').astype('>i2'), written by NumPy 1.24: columns first, high byte first.
    const string BigEndianByColumns = "{'descr': '>i2', 'fortran_order': True, 'shape': (2, 3), }";

    [Fact]
    public void A_whole_number_keeps_digits_that_a_double_does_not_hold() =>
        Assert.Equal((Int128)long.MaxValue - 1, NpyArray.Of<long>([0, long.MaxValue - 1], 2).WholeAt(1));

    [Fact]
    public void Both_byte_orders_and_both_memory_orders_give_rows()
    {
        var array = Read(File(BigEndianByColumns, [0, 1, 0, 4, 0, 2, 0, 5, 0, 3, 0, 6]));
        Assert.Equal([2, 3], array.Shape);
        Assert.Equal([1, 2, 3, 4, 5, 6], array.ToInt32());
    }

    [Fact]
    public void Three_dimensions_by_columns_are_turned_too()
    {
        // Element (i, j, k) of a 2 × 3 × 2 array lies at i + 2 (j + 3 k) when columns come first; its value here is 100 i + 10 j + k.
        byte[] values = new byte[12];
        for (int i = 0; i < 2; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                for (int k = 0; k < 2; k++) values[i + 2 * (j + 3 * k)] = (byte)(100 * i + 10 * j + k);
            }
        }

        var array = Read(File("{'descr': '|u1', 'fortran_order': True, 'shape': (2, 3, 2), }", values));
        Assert.Equal([0, 1, 10, 11, 20, 21, 100, 101, 110, 111, 120, 121], array.ToInt32());
    }

    [Theory]
    [InlineData("|b1", "01", 1)]
    [InlineData("|u1", "FF", 255)]
    [InlineData("|i1", "FF", -1)]
    [InlineData("<u2", "FFFF", 65535)]
    [InlineData("<i2", "FEFF", -2)]
    [InlineData("<u4", "FFFFFFFF", 4294967295)]
    [InlineData(">i4", "FFFFFFFE", -2)]
    [InlineData("<u8", "0000000001000000", 4294967296)]
    [InlineData("<i8", "FFFFFFFFFFFFFFFF", -1)]
    [InlineData("<f2", "0038", 0.5)]
    [InlineData(">f4", "3FC00000", 1.5)]
    [InlineData("<f8", "000000000000F8BF", -1.5)]
    public void Every_type_of_number_is_read(string type, string hex, double value) =>
        Assert.Equal([value], Read(File($"{{'descr': '{type}', 'fortran_order': False, 'shape': (1,), }}", Convert.FromHexString(hex))).ToDouble());

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Newer_versions_have_a_longer_header_length(int version)
    {
        byte[] text = Encoding.UTF8.GetBytes("{'shape': (), 'fortran_order': False, 'descr': '|u1'}\n");
        byte[] bytes = [0x93, .. "NUMPY"u8, (byte)version, 0, (byte)text.Length, 0, 0, 0, .. text, 42];
        Assert.Equal([42], Read(bytes).ToInt32());
        Assert.Empty(Read(bytes).Shape);
    }

    [Fact]
    public void What_is_written_is_what_numpy_writes()
    {
        using var stream = new MemoryStream();
        NpyArray.Of<float>([1, 2, 3, 4, 5, 6], 2, 3).Write(stream);
        byte[] bytes = stream.ToArray();
        string expected = "\u0093NUMPY\u0001\0v\0{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }".PadRight(127) + "\n";
        Assert.Equal(expected, Encoding.Latin1.GetString(bytes, 0, 128));
        Assert.Equal([1, 2, 3, 4, 5, 6], Read(bytes).ToSingle());
        using var one = new MemoryStream();
        NpyArray.Of<long>([7, 8], 2).Write(one);
        Assert.Contains("'descr': '<i8', 'fortran_order': False, 'shape': (2,), }", Encoding.Latin1.GetString(one.ToArray()), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => NpyArray.Of<float>([1, 2], 3));
    }

    [Theory]
    [InlineData("{'descr': '|O', 'fortran_order': False, 'shape': (2,), }", "x.npy: holds pickled Python objects, which are not read; expected numbers")]
    [InlineData(
        "{'descr': [('a', '<f4'), ('b', '<i4')], 'fortran_order': False, 'shape': (2,), }",
        "x.npy: holds values of type [('a', '<f4'), ('b', '<i4')], expected one of b1 u1 u2 u4 u8 i1 i2 i4 i8 f2 f4 f8")]
    [InlineData(
        "{'descr': '<U5', 'fortran_order': False, 'shape': (2,), }",
        "x.npy: holds values of type '<U5', expected one of b1 u1 u2 u4 u8 i1 i2 i4 i8 f2 f4 f8")]
    [InlineData("{'descr': '<f4', 'fortran_order': Maybe, 'shape': (2,), }", "x.npy: its NPY header says 'fortran_order': Maybe")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (-2,), }", "x.npy: its NPY header says 'shape': (-2,)")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2, }", "x.npy: its NPY header ends inside 'shape'")]
    [InlineData("{'descr': '<f4', 'shape': (2,), }", "x.npy: its NPY header has no 'fortran_order'")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }", "x.npy: 12 bytes expected for 3 of Float32, got 8")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }", "x.npy: 4 bytes expected for 1 of Float32, got 8")]
    [InlineData(
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2000000000, 2000000000), }",
        "x.npy: 16000000000000000000 bytes expected for 2000000000 × 2000000000 of Float32, got 8")]
    public void A_lying_or_foreign_header_is_one_line(string header, string message) =>
        Assert.Equal(message, Tables.Error(() => Read(File(header, new byte[8]))));

    [Fact]
    public void Inside_gzip_the_length_is_known_only_after_reading()
    {
        string header = "{'descr': '<f4', 'fortran_order': False, 'shape': (SIZE,), }";
        byte[] Zipped(string size) => TempFolder.Gzip(File(header.Replace("SIZE", size, StringComparison.Ordinal), new byte[8]));
        Assert.Equal([0, 0], Read(Zipped("2")).ToDouble());
        Assert.Equal("x.npy: 400000000 bytes expected for 100000000 of Float32, got 8", Tables.Error(() => Read(Zipped("100000000"))));
        Assert.Equal("x.npy: claims 8000000000 bytes (2000000000 of Float32); 2 GB is the most", Tables.Error(() => Read(Zipped("2000000000"))));
        Assert.Equal("x.npy: goes on after the 4 bytes of its 1 numbers", Tables.Error(() => Read(Zipped("1"))));
    }

    [Fact]
    public void Broken_starts_are_one_line()
    {
        Assert.Equal("x.npy: is cut short inside its header", Tables.Error(() => Read([0x93, .. "NUMPY"u8, 1])));
        Assert.Equal("x.npy: is not an NPY file", Tables.Error(() => Read("PK\u0003\u0004 and more"u8.ToArray())));
        Assert.Equal("x.npy: is an NPY file of version 9, expected 1, 2 or 3", Tables.Error(() => Read([0x93, .. "NUMPY"u8, 9, 0, 0, 0])));
        Assert.Equal(
            "x.npy: claims a header of 4,294,967,295 bytes; 65,536 is the most", Tables.Error(() => Read([0x93, .. "NUMPY"u8, 2, 0, 255, 255, 255, 255])));
        var half = NpyArray.Of<float>([0.5f], 1);
        Assert.Equal("array: 0.5 is not a whole number of 32 bits", Tables.Error(() => half.ToInt32()));
    }

    [Fact]
    public void A_pair_of_arrays_is_data()
    {
        using var folder = new TempFolder();
        string x = folder.Write("X.npy", Bytes(NpyArray.Of<float>([1, 10, 3, 10, 1, 20, 3, 20], 4, 2)));
        string y = folder.Write("y.npy", Bytes(NpyArray.Of<long>([10, 9, 10, 9], 4)));
        using var source = DataSource.Open(x, [y]);
        var training = TrainingData.Read(source).Training;
        Assert.Equal([-1, -1, 1, -1, -1, 1, 1, 1], training.Features);
        Assert.Equal(["9", "10"], training.Targets!.ClassNames);
        Assert.Equal([1, 0, 1, 0], training.Targets.Classes);
        Assert.Equal("X.npy: row 2", training.Place(2));
    }

    [Fact]
    public void Targets_of_two_dimensions_are_labels_probabilities_or_counts()
    {
        using var folder = new TempFolder();
        string x = folder.Write("X.npy", Bytes(NpyArray.Of<double>([1, 2], 2)));
        TargetSet Targets(NpyArray y)
        {
            using var source = DataSource.Open(x, [folder.Write("y.npy", Bytes(y))]);
            return TrainingData.Read(source).Training.Targets!;
        }

        Assert.Equal(TargetKind.MultiLabel, Targets(NpyArray.Of<byte>([1, 0, 1, 1], 2, 2)).Kind);
        Assert.Equal([0.25f, 0.75f, 1, 0], Targets(NpyArray.Of<double>([0.25, 0.75, 1, 0], 2, 2)).Values);
        Assert.Equal([0.25f, 0.75f, 1, 0], Targets(NpyArray.Of<int>([1, 3, 4, 0], 2, 2)).Values);
        Assert.Equal(["target1", "target2"], Targets(NpyArray.Of<int>([1, 3, 4, 0], 2, 2)).ClassNames);
    }

    [Fact]
    public void Bytes_of_three_dimensions_are_pictures()
    {
        using var folder = new TempFolder();
        string x = folder.Write("X.npy", Bytes(NpyArray.Of<byte>([0, 51, 255, 0, 102, 0, 0, 255], 2, 2, 2)));
        using var source = DataSource.Open(x, [folder.Write("y.npy", Bytes(NpyArray.Of<int>([0, 1], 2)))]);
        var training = TrainingData.Read(source).Training;
        Assert.Equal(new ExampleShape(1, 2, 2), training.Shape);
        Assert.Equal([0, 0.2f, 1, 0, 0.4f, 0, 0, 1], training.Features);
    }

    [Fact]
    public void Pairs_that_do_not_fit_are_one_line()
    {
        using var folder = new TempFolder();
        string x = folder.Write("X.npy", Bytes(NpyArray.Of<float>([1, 2, 3, float.NaN], 2, 2)));
        string y = folder.Write("y.npy", Bytes(NpyArray.Of<int>([0, 1], 2))), three = folder.Write("three.npy", Bytes(NpyArray.Of<int>([0, 1, 2], 3)));
        string deep = folder.Write("deep.npy", Bytes(NpyArray.Of<int>([0, 1], 2, 1, 1))), none = folder.Write("none.npy", Bytes(NpyArray.Of<float>([], 0, 3)));
        Assert.Equal("X.npy: row 1, column 1 (counted from 0): NaN is not a finite number", Tables.Error(() => Train(x, y)));
        Assert.Equal("X.npy has 2 rows, three.npy has 3 rows", Tables.Error(() => Train(x, three)));
        Assert.Equal("deep.npy: one class or one row of targets per example expected, got shape (2, 1, 1)", Tables.Error(() => Train(x, deep)));
        Assert.Equal("none.npy: has no rows of numbers: its shape is (0, 3)", Tables.Error(() => Train(none, y)));
        Assert.Equal("X.npy: one NPY file of targets expected, got 2 names", Tables.Error(() => Train(x, y, "z")));
    }

    static void Train(string x, params string[] y)
    {
        using var source = DataSource.Open(x, y);
        TrainingData.Read(source);
    }

    internal static byte[] Bytes(NpyArray array)
    {
        using var stream = new MemoryStream();
        array.Write(stream);
        return stream.ToArray();
    }

    static byte[] File(string header, byte[] values) => [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. Encoding.ASCII.GetBytes(header), .. values];

    static NpyArray Read(byte[] bytes)
    {
        using var input = InputStream.Of(new MemoryStream(bytes), "x.npy");
        return NpyArray.Read(input);
    }
}
