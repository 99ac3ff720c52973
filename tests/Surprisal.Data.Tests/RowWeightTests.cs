using System.Text;
using System.Text.Json;

namespace Surprisal.Data.Tests;

public class RowWeightTests
{
    const string Rows = "x,w,y\n1,2,a\n2,0,b\n3,0.5,a\n5,1,b\n";
    static readonly TrainingDataOptions s_weighted = new() { Columns = new() { RowWeight = "w" } };

    [Fact]
    public void A_column_of_weights_goes_along_with_its_rows_and_is_no_feature()
    {
        var data = TrainingData.Of(Tables.OfCsv(Rows), ["y"], s_weighted);
        Assert.Equal(["x"], data.Encoder.Features.FeatureNames);
        Assert.Equal([2, 0, 0.5f, 1], data.Training.RowWeights!);
        Assert.Equal([1, 2], data.Training.Subset(3, 0).RowWeights!);
        Assert.Contains(new SchemaColumn("w", ColumnKind.Weight), data.Schema.Columns);
        Assert.Null(TrainingData.Of(Tables.OfCsv(Rows), ["y"]).Training.RowWeights);
    }

    [Fact]
    public void A_saved_encoder_finds_the_weights_where_answers_are_required_and_the_file_has_them()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream)) TrainingData.Of(Tables.OfCsv(Rows), ["y"], s_weighted).Encoder.ToJson(writer);
        using var json = JsonDocument.Parse(Encoding.UTF8.GetString(stream.ToArray()));
        var encoder = DataEncoder.FromJson(json.RootElement, "m");
        Assert.Equal([7], encoder.Encode(Tables.OfCsv("w,y,x\n7,a,1\n"), Truth.Required).RowWeights!);
        Assert.Null(encoder.Encode(Tables.OfCsv("y,x\na,1\n"), Truth.Required).RowWeights);
        Assert.Null(encoder.Encode(Tables.OfCsv("w,y,x\nheavy,a,1\n"), Truth.IfPresent).RowWeights);
    }

    [Fact]
    public void A_schema_keeps_the_column_of_weights()
    {
        using var folder = new TempFolder();
        string path = Path.Combine(folder.Root, "schema.json");
        TrainingData.Of(Tables.OfCsv(Rows), ["y"], s_weighted).Schema.Write(path);
        Assert.Contains("{\"name\":\"w\",\"kind\":\"weight\"}", File.ReadAllText(path), StringComparison.Ordinal);
        Assert.Equal([2, 0, 0.5f, 1], TrainingData.Of(Tables.OfCsv(Rows), [], new() { Schema = Schema.Read(path) }).Training.RowWeights!);
        Assert.Equal(
            "schema: 'x' and 'w' are both row weights; one column may be",
            Tables.Error(() => TrainingData.Of(Tables.OfCsv(Rows), [], new() { Schema = Schema.Read(path), Columns = new() { RowWeight = "x" } })));
    }

    [Theory]
    [InlineData("x,w,y\n1,1,a\n2,-1,b\n", "a.csv:3: column 'w': \"-1\" is no row weight: it is negative")]
    [InlineData("x,w,y\n1,1,a\n2,,b\n", "a.csv:3: column 'w': the row weight is missing")]
    [InlineData("x,w,y\n1,1,a\n2,1e39,b\n", "a.csv:3: column 'w': \"1e39\" is too large for a row weight")]
    [InlineData("x,w,y\n1,1,a\n2,much,b\n", "a.csv:3: column 'w': \"much\" is not a number")]
    [InlineData("x,ww,y\n1,1,a\n2,2,b\n", "column 'w' is not in a.csv; did you mean 'ww'?")]
    public void What_is_no_weight_is_named_with_its_place(string text, string message) =>
        Assert.Equal(message, Tables.Error(() => TrainingData.Of(Tables.OfCsv(text), ["y"], s_weighted)));

    [Fact]
    public void The_target_is_no_weight() =>
        Assert.Equal("column 'w' cannot be both target and weight", Tables.Error(() => TrainingData.Of(Tables.OfCsv(Rows), ["w"], s_weighted)));

    [Fact]
    public void Weights_in_memory_are_checked()
    {
        static string Error(float[] weights) =>
            Assert.Throws<ArgumentException>(() => new Dataset([1, 2], ExampleShape.List(1), null) { RowWeights = weights }).Message;
        Assert.Equal("2 rows have 1 weights.", Error([1]));
        Assert.Equal("row 1: a weight is finite and 0 or more, got -1.", Error([1, -1]));
        Assert.Equal("row 0: a weight is finite and 0 or more, got NaN.", Error([float.NaN, 1]));
    }
}
