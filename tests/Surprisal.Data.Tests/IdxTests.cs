namespace Surprisal.Data.Tests;

public class IdxTests
{
    // Three pictures of 1 × 2 pixels and their labels; two of each for the test.
    static readonly byte[] s_images = [0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 255, 51, 0, 1, 2];
    static readonly byte[] s_labels = [0, 0, 8, 1, 0, 0, 0, 3, 7, 2, 7];
    static readonly byte[] s_testImages = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 9, 9, 8, 8];
    static readonly byte[] s_testLabels = [0, 0, 8, 1, 0, 0, 0, 2, 2, 7];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_folder_gives_its_training_part_and_its_test_part(bool zipped)
    {
        using var folder = Folder(zipped);
        using var source = DataSource.Open(folder.Root);
        var training = TrainingData.Read(source);
        Assert.Equal(new ExampleShape(1, 1, 2), training.Training.Shape);
        Assert.Equal([0, 1, 0.2f, 0, 1 / 255f, 2 / 255f], training.Training.Features);
        Assert.Equal(["2", "7"], training.Training.Targets!.ClassNames);
        Assert.Equal([1, 0, 1], training.Training.Targets.Classes);

        using var test = source.OpenTest()!;
        Assert.Null(test.OpenTest());
        using var direct = DataSource.Open(folder.Root, part: DataPart.Test);
        foreach (var part in new[] { test, direct })
        {
            Assert.Equal([0, 1], training.Encoder.Encode(part.ReadAll(), Truth.Required).Targets!.Classes);
            Assert.Null(part.ReadBatch(1));
        }
    }

    [Fact]
    public void A_file_of_images_finds_its_labels_and_is_read_in_batches_that_know_their_rows()
    {
        using var folder = Folder(zipped: true);
        using var source = DataSource.Open(Path.Combine(folder.Root, "train-images-idx3-ubyte.gz"));
        Assert.Equal(["label"], source.Targets);
        Assert.Equal(["7", "2"], source.ReadBatch(2)!.Cells("label"));
        Assert.Equal("train-images-idx3-ubyte.gz: row 2", source.ReadBatch(2)!.Place(0));
    }

    [Fact]
    public void Images_without_labels_can_be_predicted_but_not_learnt()
    {
        using var folder = Folder(zipped: false);
        File.Delete(Path.Combine(folder.Root, "train-labels-idx1-ubyte"));
        string path = Path.Combine(folder.Root, "train-images-idx3-ubyte");
        using var source = DataSource.Open(path);
        Assert.Equal(["pixels"], source.ReadAll().Columns.Select(column => column.Name));
        Assert.Equal($"{path}: its labels, train-labels-idx1-ubyte, are not beside it", Tables.Error(() => DataSource.Open(folder.Root)));
    }

    [Theory]
    [InlineData("00001203 00000001", "x: holds values of IDX type 12, expected 08 (unsigned bytes)", false)]
    [InlineData("00000805", "x: is not an IDX file: it starts with 00000805, expected 00000801 to 00000804", false)]
    [InlineData("00000D03 00000001 00000001 00000001 00000000", "x: holds values of IDX type 0D, expected 08 (unsigned bytes)", false)]
    [InlineData("00000803 00000001 0000", "x: is cut short inside its header", false)]
    [InlineData("00000803 00000000 00000001 00000001", "x: claims a size of 0, expected 1 to 2,147,483,647", false)]
    [InlineData("00000803 80000000 00000001 00000001", "x: claims a size of 2,147,483,648, expected 1 to 2,147,483,647", false)]
    [InlineData("00000803 00989680 00000020 00000020 05", "x: claims 10240000000 bytes of values, got 1", false)]
    [InlineData("00000803 00000002 00000001 00000002 01020304 05", "x: claims 4 bytes of values, got 5", false)]
    [InlineData("00000803 00000002 00000001 00000002 010203", "x: is cut short: 4 bytes of values expected, got 3", true)]
    [InlineData("00000803 00000002 00000001 00000002 01020304 05", "x: goes on after the values that its header claims", true)]
    [InlineData("00000803 00989680 00000020 00000020 05", "x: 10,240,000,000 bytes do not fit into memory at once; 2 GB is the most", true)]
    [InlineData("00000803 00010000 00001000 00000001 05", "x: is cut short: 268,435,456 bytes of values expected, got 1", true)]
    [InlineData("00000804 00000001 7FFFFFFF 7FFFFFFF 7FFFFFFF", "x: claims 9903520300447984150353281023 bytes for one example; 2 GB is the most", false)]
    [InlineData("00000801 00000002 0102", "x: holds labels; give the file of images", false)]
    public void A_lying_or_broken_file_is_one_line(string hex, string message, bool zipped)
    {
        using var folder = new TempFolder();
        byte[] bytes = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
        string path = folder.Write("x", zipped ? TempFolder.Gzip(bytes) : bytes);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(message, Tables.Error(() =>
        {
            using var source = DataSource.Open(path);
            source.ReadAll();
        }));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 26, "memory was taken on a claim");
    }

    [Fact]
    public void Images_and_labels_must_be_as_many()
    {
        using var folder = Folder(zipped: false);
        folder.Write("train-labels-idx1-ubyte", s_testLabels);
        Assert.Equal("train-images-idx3-ubyte has 3 images, train-labels-idx1-ubyte has 2 labels", Tables.Error(() => DataSource.Open(folder.Root)));
    }

    static TempFolder Folder(bool zipped)
    {
        var folder = new TempFolder();
        foreach (var (name, bytes) in new[]
        {
            ("train-images-idx3-ubyte", s_images), ("train-labels-idx1-ubyte", s_labels),
            ("t10k-images-idx3-ubyte", s_testImages), ("t10k-labels-idx1-ubyte", s_testLabels),
        })
            folder.Write(zipped ? name + ".gz" : name, zipped ? TempFolder.Gzip(bytes) : bytes);
        return folder;
    }

    [Fact]
    public void A_file_called_as_idx_that_is_none_is_refused_as_such()
    {
        using var folder = new TempFolder();
        string path = folder.Write("t10k-images-idx3-ubyte", [0x12, 0x34, 0x56, 0x78, 0, 0, 0, 1]);
        Assert.Contains("t10k-images-idx3-ubyte: ", Tables.Error(() => DataSource.Open(path).Dispose()), StringComparison.Ordinal);
        Assert.DoesNotContain("NUL", Tables.Error(() => DataSource.Open(path).Dispose()), StringComparison.Ordinal);
    }
}
