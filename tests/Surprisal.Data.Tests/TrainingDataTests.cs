using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Surprisal.Data.Tests;

public class TrainingDataTests
{
    [Fact]
    public void Nothing_is_learnt_from_the_rows_held_out()
    {
        var table = Tables.OfCsv("x,y\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i},{(i % 2 == 0 ? "a" : "b")}\n")));
        var data = TrainingData.Of(table, ["y"], new TrainingDataOptions { Validation = 0.25, Seed = 3 });
        Assert.Equal((30, 10), (data.Training.Rows, data.Validation!.Rows));
        // Standardised by themselves, the training rows have mean 0 and mean square 1; all rows together have not.
        Assert.Equal(0, data.Training.Features.Average(), 1e-6);
        Assert.Equal(1, data.Training.Features.Average(x => x * x), 1e-6);
        Assert.NotEqual(0, data.Validation.Features.Average(), 1e-3);
        int[] lines = [.. data.Training.SourceLines, .. data.Validation.SourceLines];
        Assert.Equal(Enumerable.Range(2, 40), lines.Order());
    }

    [Fact]
    public void A_saved_encoder_reads_a_later_file_batch_by_batch_as_the_first_one_did_at_once()
    {
        using var folder = new TempFolder();
        string rows = string.Concat(Enumerable.Range(0, 30).Select(i => $"{i * i},{"pqr"[i % 3]},{(i % 2 == 0 ? "no" : "yes")}\n"));
        using var source = DataSource.Open(folder.Write("train.csv", "x,c,y\n" + rows), ["y"]);
        var training = TrainingData.Read(source);
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream)) training.Encoder.ToJson(writer);
        using var json = JsonDocument.Parse(Encoding.UTF8.GetString(stream.ToArray()));
        var encoder = DataEncoder.FromJson(json.RootElement, "model.safetensors");
        var cells = rows.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(row => row.Split(','));
        string swapped = "c\tx\ty\n" + string.Concat(cells.Select(cell => $"{cell[1]}\t{cell[0]}\t{cell[2]}\n"));
        using var later = DataSource.Open(folder.Write("later.csv.gz", TempFolder.Gzip(swapped)));
        var features = new List<float>();
        var classes = new List<int>();
        while (later.ReadBatch(7) is { } batch)
        {
            var encoded = encoder.Encode(batch, Truth.Required);
            features.AddRange(encoded.Features);
            classes.AddRange(encoded.Targets!.Classes);
        }

        Assert.Equal(training.Training.Features, features);
        Assert.Equal(training.Training.Targets!.Classes, classes);
        Assert.Equal("m: has no \"inputs\"", Tables.Error(() => DataEncoder.FromJson(JsonDocument.Parse("{}").RootElement, "m")));
    }

    [Theory]
    [InlineData("digits", 1797, 64, 10)]
    [InlineData("iris", 150, 4, 3)]
    public void Embedded_data_open_like_a_file(string name, int rows, int columns, int classes)
    {
        using var source = EmbeddedData.Open(name);
        var table = source.ReadAll();
        Assert.Equal((rows, columns + 1), (table.Rows, table.Columns.Count));
        Assert.Equal(classes, TargetEncoder.Fit(table, source.Targets).ClassNames.Count);
    }

    [Fact]
    public void Embedded_digits_are_those_of_scikit_learn()
    {
        // load_digits().data.sum() is 561718.0, and the first ten targets are 0..9 (scikit-learn 1.2.1).
        using var source = EmbeddedData.Open("digits");
        var table = source.ReadAll();
        double sum = table.Columns.SkipLast(1).Sum(column => Enumerable.Range(0, table.Rows).Sum(row => int.Parse(column[row], CultureInfo.InvariantCulture)));
        Assert.Equal(561718, sum);
        Assert.Equal(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"], table.Cells("digit").Take(10));
        Assert.Equal("'digit' is not an embedded data set; did you mean 'digits'?", Tables.Error(() => EmbeddedData.Open("digit")));
    }

    [Fact]
    public void Tables_are_made_in_memory_too()
    {
        var table = DataTable.FromRows(["x", "y"], ["1", "a"], [null, "b"], ["3", "a"], ["5", "b"]);
        Assert.True(table.Columns[0].IsMissing(1));
        Assert.Equal("table: row 1", table.Place(1));
        Assert.Equal(4, TrainingData.Of(table, ["y"]).Training.Rows);
        Assert.Equal(["3", ""], DataTable.FromColumns(DataColumn.OfNumbers("x", 3, double.NaN)).Cells("x"));
        Assert.Throws<ArgumentException>(() => DataTable.FromRows(["x", "y"], ["1"]));
        Assert.Throws<ArgumentException>(() => DataTable.FromColumns(DataColumn.OfNumbers("x", 1), DataColumn.OfNumbers("x", 1)));
        Assert.Throws<ArgumentException>(() => DataTable.FromColumns(DataColumn.OfNumbers("x", 1), DataColumn.OfTexts("z", "a", "b")));
    }

    [Fact]
    public void A_subset_keeps_features_answers_and_places_together()
    {
        var data = TrainingData.Of(Tables.OfCsv("x,y\n1,a\n3,b\n1,b\n3,a\n"), ["y"]).Training.Subset(3, 1);
        Assert.Equal([1, 1], data.Features);
        Assert.Equal([0, 1], data.Targets!.Classes);
        Assert.Equal(["a.csv:5", "a.csv:3"], new[] { data.Place(0), data.Place(1) });
        Assert.Equal(1, data.Matrix[0][0]);
        var memory = new Dataset([1, 2, 3, 4], ExampleShape.List(2), new TargetSet(TargetKind.MultiLabel, ["p", "q"], [1, 0, 0, 1]));
        Assert.Equal([0, 1], memory.Subset(1).Targets!.Values);
        Assert.Throws<ArgumentException>(() => new Dataset([1, 2, 3], ExampleShape.List(2), null));
        Assert.Throws<ArgumentException>(() => new Dataset([1, 2], ExampleShape.List(2), new TargetSet(["a", "b"], [0, 1])));
    }
}
