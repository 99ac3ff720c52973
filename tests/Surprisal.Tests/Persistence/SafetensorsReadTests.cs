namespace Surprisal.Tests;

public sealed class SafetensorsReadTests
{
    static string Refusal(byte[] bytes)
    {
        string message = Assert.Throws<ModelFileException>(() => SafetensorsBytes.Read(bytes)).Message;
        Assert.StartsWith("m.safetensors: ", message, StringComparison.Ordinal);
        Assert.DoesNotContain(message, char.IsControl);
        return message["m.safetensors: ".Length..];
    }

    static string Refusal(string header, int dataLength = 0) => Refusal(SafetensorsBytes.Of(header, dataLength));

    [Fact]
    public void A_file_of_another_program_is_read()
    {
        var file = SafetensorsBytes.Read(SafetensorsBytes.FromPython);
        Assert.Equal([1f, 2, 3, 4, 5, 6.5f], file.Float32("w", 2, 3).ToArray());
        Assert.Equal([0.1, -2.5], file.Float64("b", 2).ToArray());
        Assert.Equal([7L], file.Int64("steps").ToArray());
        Assert.Empty(file.Float32("none", 0, 4).ToArray());
        Assert.Equal("pt", file.Metadata["format"]);
        Assert.Equal("Zürich \"ok\"", file.Metadata["näme"]);
    }

    [Fact]
    public void A_tensor_that_is_missing_or_of_another_kind_is_named_with_what_was_expected()
    {
        var file = SafetensorsBytes.Read(SafetensorsBytes.FromPython);
        Assert.Equal("m.safetensors: tensor 'v' is missing.", Assert.Throws<ModelFileException>(() => { file.Float32("v", 2); }).Message);
        Assert.Equal(
            "m.safetensors: tensor 'w' is F32 [2, 3], expected F32 [3, 2].", Assert.Throws<ModelFileException>(() => { file.Float32("w", 3, 2); }).Message);
        Assert.Equal("m.safetensors: tensor 'b' is F64 [2], expected F32 [2].", Assert.Throws<ModelFileException>(() => { file.Float32("b", 2); }).Message);
    }

    [Fact]
    public void A_length_that_lies_costs_no_memory()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(
            "not a safetensors file: a header of 10000000000 bytes is claimed, at most 100000000 are allowed.",
            Refusal(SafetensorsBytes.Of("{}", claimed: 10_000_000_000)));
        Assert.Equal("cut short: a header of 99999999 bytes is claimed, 2 bytes are there.", Refusal(SafetensorsBytes.Of("{}", claimed: 99_999_999)));
        Assert.Contains("18446744073709551615 bytes", Refusal(SafetensorsBytes.Of("{}", claimed: ulong.MaxValue)), StringComparison.Ordinal);
        Assert.Equal(
            "cut short: tensor 'w' ends at byte 2000000000 of the data, 8 bytes are there.",
            Refusal("""{"w":{"dtype":"F32","shape":[500000000],"data_offsets":[0,2000000000]}}""", 8));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 8,
        "tensor 'b' begins at byte 0 of the data, expected 4, where the one before it ends.")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[6,10]}}""", 10,
        "tensor 'b' begins at byte 6 of the data, expected 4, where the one before it ends.")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8,
        "tensor 'a' begins at byte 4 of the data, expected 0, where the one before it ends.")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 3, "cut short: tensor 'a' ends at byte 4 of the data, 3 bytes are there.")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 5, "the tensors end at byte 4 of the data, 5 bytes are there.")]
    [InlineData("{}", 1, "the tensors end at byte 0 of the data, 1 bytes are there.")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}""", 4, "tensor 'a' needs two data_offsets, start and end.")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}}""", 4, "tensor 'a' needs two data_offsets, start and end.")]
    public void Tensors_that_overlap_leave_gaps_or_end_outside_are_refused(string header, int dataLength, string expected) =>
        Assert.Equal(expected, Refusal(header, dataLength));

    [Theory]
    [InlineData("[-1]", "tensor 'a': shape must be whole numbers from 0, below 2^63.")]
    [InlineData("[1.5]", "tensor 'a': shape must be whole numbers from 0, below 2^63.")]
    [InlineData("[\"1\"]", "tensor 'a': shape must be whole numbers from 0, below 2^63.")]
    [InlineData("[9223372036854775808]", "tensor 'a': shape must be whole numbers from 0, below 2^63.")]
    [InlineData("[4294967296,4294967296]", "tensor 'a' has the impossible shape [4294967296, 4294967296].")]
    [InlineData("[3037000500,3037000500]", "tensor 'a' has the impossible shape [3037000500, 3037000500].")]
    [InlineData("[4611686018427387905]", "tensor 'a' of F32 [4611686018427387905] can't be 4 bytes long.")] // 4 times it is 4, modulo 2^64
    [InlineData("[2]", "tensor 'a' of F32 [2] can't be 4 bytes long.")]
    [InlineData("[1,1,1,1,1,1,1,1,1,2]", "tensor 'a' of F32 [1, 1, 1, 1, 1, 1, 1, 1, …] can't be 4 bytes long.")]
    [InlineData("1", "tensor 'a' has no shape.")]
    public void Shapes_that_are_none_are_refused(string shape, string expected) =>
        Assert.Equal(expected, Refusal($$$"""{"a":{"dtype":"F32","shape":{{{shape}}},"data_offsets":[0,4]}}""", 4));

    [Theory]
    [InlineData("""{"a":{"dtype":"F16","shape":[2],"data_offsets":[0,4]}}""", "tensor 'a' is of dtype 'F16'. Types that can be read: F32, F64, I64.")]
    [InlineData("""{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,4]}}""", "tensor 'a' of F64 [1] can't be 4 bytes long.")]
    [InlineData("""{"a":{"shape":[1],"data_offsets":[0,4]}}""", "tensor 'a' has no dtype.")]
    [InlineData("""{"a":{"dtype":4,"shape":[1],"data_offsets":[0,4]}}""", "tensor 'a' has no dtype.")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1]}}""", "tensor 'a' has no data_offsets.")]
    [InlineData("""{"a":[]}""", "tensor 'a' is not a JSON object.")]
    [InlineData("""{"a":{"dtype":"F32","dtype":"F64","shape":[1],"data_offsets":[0,4]}}""", "tensor 'a' has 'dtype' twice.")]
    [InlineData("""{"a":{},"\u0061":{}}""", "the header has 'a' twice.")]
    [InlineData("""{"__metadata__":{"x":"1","x":"2"}}""", "__metadata__ has 'x' twice.")]
    [InlineData("""{"__metadata__":{"x":1}}""", "__metadata__ 'x' is not a text.")]
    [InlineData("""{"__metadata__":{"x":null}}""", "__metadata__ 'x' is not a text.")]
    [InlineData("""{"__metadata__":[]}""", "__metadata__ is not a JSON object.")]
    [InlineData("""{"line\n\u001b[31mbreak\u202e":[]}""", "tensor 'line\uFFFD\uFFFD[31mbreak\uFFFD' is not a JSON object.")]
    [InlineData("""{"\ud800":{}}""", "the header has a text that is not Unicode.")]
    [InlineData("""{"__metadata__":{"x":"\udc00"}}""", "the header has a text that is not Unicode.")]
    [InlineData("""{"a":{"dtype":"\udc00","shape":[1],"data_offsets":[0,4]}}""", "the header has a text that is not Unicode.")]
    public void Entries_that_break_the_format_are_named(string header, string expected) => Assert.Equal(expected, Refusal(header, 4));

    [Theory]
    [InlineData("", "not a safetensors file: the header does not begin with {.")]
    [InlineData(" {}", "not a safetensors file: the header does not begin with {.")]
    [InlineData("[]", "not a safetensors file: the header does not begin with {.")]
    [InlineData("{} x", "the header is not valid JSON at byte 3, line 1.")]
    [InlineData("{\"a\":", "the header is not valid JSON at byte 5, line 1.")]
    [InlineData("{'a':1}", "the header is not valid JSON at byte 1, line 1.")]
    public void Headers_that_are_no_JSON_are_refused(string header, string expected) => Assert.Equal(expected, Refusal(header));

    [Fact]
    public void A_bomb_of_brackets_and_bytes_that_are_no_text_are_refused()
    {
        Assert.StartsWith("the header is not valid JSON", Refusal("{\"a\":" + new string('[', 1_000_000)), StringComparison.Ordinal);
        byte[] file = SafetensorsBytes.Of("{\"abc\":1}");
        file[8 + 3] = 0xFF;
        Assert.Equal("the header is not UTF-8.", Refusal(file));
        Assert.Equal("not a safetensors file: 7 bytes are too few for the header's length.", Refusal(new byte[7]));
    }

    [Fact]
    public void Files_that_are_not_there_are_named()
    {
        using var folder = new TemporaryFolder();
        string path = folder["m.safetensors"];
        Assert.Equal($"{path}: could not be read: no such file", Assert.Throws<ModelFileException>(() => SafetensorsFile.Read(path)).Message);
        Directory.CreateDirectory(path);
        Assert.Equal($"{path}: is a folder, expected a model file.", Assert.Throws<ModelFileException>(() => SafetensorsFile.Read(path)).Message);
    }
}
