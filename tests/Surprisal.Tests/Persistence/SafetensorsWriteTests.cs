using System.Buffers.Binary;
using System.Text;

namespace Surprisal.Tests;

public sealed class SafetensorsWriteTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    static readonly Dictionary<string, string> s_metadata = new() { ["version"] = "1", ["classes"] = """["ä","b"]""" };

    static readonly StoredTensor[] s_tensors =
    [
        StoredTensor.Of("weights", [1f, 2, 3, 4, 5, 6], 2, 3), StoredTensor.Of("mean", [0.1, -2.5], 2), StoredTensor.Of("bias", [7f]),
    ];

    [Fact]
    public void What_is_written_is_read_again()
    {
        SafetensorsFile.Write(_folder["m"], s_metadata, s_tensors);
        var file = SafetensorsFile.Read(_folder["m"]);
        Assert.Equal(s_metadata.OrderBy(entry => entry.Key), file.Metadata.OrderBy(entry => entry.Key));
        Assert.Equal([1f, 2, 3, 4, 5, 6], file.Float32("weights", 2, 3).ToArray());
        Assert.Equal([0.1, -2.5], file.Float64("mean", 2).ToArray());
        Assert.Equal([7f], file.Float32("bias").ToArray());
        Assert.Equal([2L, 3L], file.Tensors["weights"].Shape);
        Assert.Equal(TensorType.Float64, file.Tensors["mean"].Type);
    }

    // By hand, from the format's description: header length, the header filled up with spaces to 8 bytes, numbers. Doubles lie first.
    [Fact]
    public void The_bytes_are_those_of_the_format()
    {
        SafetensorsFile.Write(_folder["m"], s_metadata, s_tensors);
        string header = string.Concat(
            """{"__metadata__":{"classes":"[\"ä\",\"b\"]","version":"1"},""",
            """ "bias":{"dtype":"F32","shape":[],"data_offsets":[16,20]},""",
            """ "mean":{"dtype":"F64","shape":[2],"data_offsets":[0,16]},""",
            """ "weights":{"dtype":"F32","shape":[2,3],"data_offsets":[20,44]}}""").Replace(" ", "", StringComparison.Ordinal);
        byte[] bytes = File.ReadAllBytes(_folder["m"]);
        int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        Assert.Equal(0, length % 8);
        Assert.Equal(header, Encoding.UTF8.GetString(bytes, 8, length).TrimEnd(' '));
        Assert.InRange(length - Encoding.UTF8.GetByteCount(header), 0, 7);
        Assert.Equal(8 + length + 44, bytes.Length);
        Assert.Equal(0.1, BinaryPrimitives.ReadDoubleLittleEndian(bytes.AsSpan(8 + length)));
        Assert.Equal(7f, BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(8 + length + 16)));
        Assert.Equal(6f, BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(8 + length + 40)));
    }

    [Fact]
    public void The_order_of_tensors_and_texts_changes_no_byte()
    {
        SafetensorsFile.Write(_folder["a"], s_metadata, s_tensors);
        SafetensorsFile.Write(_folder["b"], s_metadata.Reverse().ToDictionary(), s_tensors.Reverse());
        Assert.Equal(File.ReadAllBytes(_folder["a"]), File.ReadAllBytes(_folder["b"]));
    }

    [Fact]
    public void Nothing_at_all_is_a_file_as_well()
    {
        SafetensorsFile.Write(_folder["m"], new Dictionary<string, string>(), []);
        Assert.Equal("\b\0\0\0\0\0\0\0{}      ", Encoding.ASCII.GetString(File.ReadAllBytes(_folder["m"])));
        Assert.Empty(SafetensorsFile.Read(_folder["m"]).Tensors);
    }

    [Fact]
    public void Special_numbers_and_awkward_names_come_back_to_the_bit()
    {
        double[] numbers = [double.NaN, double.NegativeInfinity, -0.0, double.Epsilon, double.MaxValue];
        const string Name = "a\"\\\n\u2028 <ü> 🙂";
        var metadata = new Dictionary<string, string> { [Name] = Name, [""] = "" };
        SafetensorsFile.Write(_folder["m"], metadata, [StoredTensor.Of(Name, numbers, 5), StoredTensor.Of("", ReadOnlySpan<float>.Empty, 3, 0)]);
        var file = SafetensorsFile.Read(_folder["m"]);
        Assert.Equal(numbers.Select(BitConverter.DoubleToInt64Bits), file.Float64(Name, 5).ToArray().Select(BitConverter.DoubleToInt64Bits));
        Assert.Equal(Name, file.Metadata[Name]);
        Assert.True(file.Float32("", 3, 0).IsEmpty);
    }

    [Fact]
    public void A_failed_write_leaves_the_old_model_and_no_temporary_file()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "only Linux has a disk that is always full");
        Assert.Equal(
            "/dev/full: could not be written: No space left on device",
            Assert.Throws<ModelFileException>(() => SafetensorsFile.Write("/dev/full", s_metadata, s_tensors)).Message);
        string missing = Path.Combine(_folder["no"], "m");
        Assert.Equal(
            $"{missing}: could not be written: its folder does not exist",
            Assert.Throws<ModelFileException>(() => SafetensorsFile.Write(missing, s_metadata, s_tensors)).Message);
        Assert.Empty(_folder.Names);
    }

    [Fact]
    public void What_the_format_cannot_hold_is_refused_before_the_old_file_is_touched()
    {
        SafetensorsFile.Write(_folder["m"], s_metadata, s_tensors);
        byte[] before = File.ReadAllBytes(_folder["m"]);
        var bias = s_tensors[2];
        Assert.Equal("two tensors are called 'bias'.", Refusal(bias, bias));
        Assert.Equal("no tensor can be called __metadata__.", Refusal(StoredTensor.Of("__metadata__", [1f], 1)));
        Assert.Equal("tensor 'n': integers can't be written.", Refusal(StoredTensor.OfZeros("n", TensorType.Int64, 1, [1])));
        Assert.Equal(before, File.ReadAllBytes(_folder["m"]));
        Assert.Equal(
            "tensor 'w' of shape [2, 2] can't hold 3 numbers.", Assert.Throws<ArgumentException>(() => StoredTensor.Of("w", [1f, 2, 3], 2, 2)).Message);
    }

    string Refusal(params StoredTensor[] tensors) =>
        Assert.Throws<ArgumentException>(() => SafetensorsFile.Write(_folder["m"], s_metadata, tensors)).Message;
}
