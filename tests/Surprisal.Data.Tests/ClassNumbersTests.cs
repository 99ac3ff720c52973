namespace Surprisal.Data.Tests;

public sealed class ClassNumbersTests : IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("class,weight\nbad,5\ngood,1.5\n")]
    [InlineData("class\tweight\ngood\t1.5\nbad\t5\n")]
    [InlineData("weight\n1.5\n5\n")]
    [InlineData("1.5\n5\n")]
    public void Numbers_are_in_the_order_of_the_classes(string text) =>
        Assert.Equal([1.5, 5], ClassNumbers.Read(_folder.Write("w.csv", text), ["good", "bad"], "class weight"));

    [Fact]
    public void An_array_is_in_the_order_of_the_classes()
    {
        using var bytes = new MemoryStream();
        NpyArray.Of<float>([1.5f, 5], 2).Write(bytes);
        Assert.Equal([1.5, 5], ClassNumbers.Read(_folder.Write("w.npy", bytes.ToArray()), ["good", "bad"], "class weight"));
    }

    [Theory]
    [InlineData("class,weight\ngood,1\nbed,2\n", "w.csv:3: column 'class': \"bed\" is not a class; did you mean 'bad'?")]
    [InlineData("class,weight\ngood,1\ngood,2\n", "w.csv:3: column 'class': class \"good\" is there twice")]
    [InlineData("class,weight\ngood,1\n", "w.csv: class \"bad\" has no class weight (the first row is read as names of columns)")]
    [InlineData("class,weight\ngood,1\nbad,-2\n", "w.csv:3: column 'weight': a class weight of 0 or more expected, got \"-2\"")]
    [InlineData("class,weight\ngood,1\nbad,\n", "w.csv:3: column 'weight': a class weight of 0 or more expected, got \"\"")]
    [InlineData("class,weight\ngood,1\nbad,inf\n", "w.csv:3: column 'weight': \"inf\" is not a finite number")]
    [InlineData("weight\n1\n2\n3\n", "w.csv: 2 class weights expected, one per class, got 3")]
    [InlineData("class,weight,why\ngood,1,x\n", "w.csv: a class weight a row expected, in two columns (class and class weight) or one, got 3 columns")]
    public void A_file_that_does_not_fit_the_classes_is_one_line(string text, string message) =>
        Assert.Equal(message, Tables.Error(() => ClassNumbers.Read(_folder.Write("w.csv", text), ["good", "bad"], "class weight")));
}
