using System.Globalization;
using System.Text;
using System.Text.Json;
using Surprisal.Numerics;

namespace Surprisal.Data.Tests;

public class FeatureEncoderTests
{
    [Fact]
    public void Numbers_are_standardised_by_the_training_rows_and_missing_ones_raise_an_indicator()
    {
        // Training rows 1, 3, missing: mean 2, population deviation 1. The fourth row is held out.
        var table = Tables.OfCsv("x,y\n1,a\n3,b\n?,a\n6,b\n");
        var encoder = Fit(table, 0, 1, 2);
        Assert.Equal(["x", "x=missing"], encoder.FeatureNames);
        Assert.Equal([-1, 0, 1, 0, 0, 1, 4, 0], Encode(encoder, table));
    }

    [Fact]
    public void Without_missing_training_cells_there_is_no_indicator_and_a_later_one_counts_as_the_mean()
    {
        var encoder = Fit(Tables.OfCsv("x,y\n1,a\n3,b\n"), 0, 1);
        Assert.Equal(["x"], encoder.FeatureNames);
        Assert.Equal([0, 2], Encode(encoder, Tables.OfCsv("x\nNA\n4\n")));
    }

    [Fact]
    public void Each_of_many_columns_of_numbers_is_standardised_by_its_own_mean_and_deviation()
    {
        // Column i holds i and 3·i + 2 in training: mean 2·i + 1, deviation i + 1. Of twenty columns some are encoded together, some alone.
        string header = Line(i => $"x{i}", "y");
        var encoder = Fit(Tables.OfCsv(header + Line(i => $"{i}", "a") + Line(i => $"{3 * i + 2}", "b")), 0, 1);
        string odd = Line(i => i == 9 ? "?" : i == 17 ? "+251" : $"{2 * i + 1 + (i - 5) * (i + 1)}", "a"), even = Line(i => $"{2 * i + 1 - 2 * (i + 1)}", "b");
        var expected = Enumerable.Range(0, 20).Select(i => i == 9 ? 0f : i - 5).Concat(Enumerable.Repeat(-2f, 20));
        Assert.Equal(expected, Encode(encoder, Tables.OfCsv(header + odd + even)));
        string tooFar = Line(i => i == 4 ? "1E+300" : i == 5 ? "?" : "0", "a");
        Assert.Equal(
            "b.csv:3: column 'x4': \"1E+300\" is too far from the training rows for a float",
            Tables.Error(() => Encode(encoder, Tables.OfCsv(header + even + tooFar, "b.csv"))));

        static string Line(Func<int, string> cell, string y) => string.Join(',', Enumerable.Range(0, 20).Select(cell).Append(y)) + '\n';
    }

    [Fact]
    public void The_columns_that_are_read_say_what_a_form_needs()
    {
        var inputs = Fit(Tables.OfCsv("x,c,y\n1,b,a\n3,a,b\n1,b,a\n3,a,b\n"), 0, 1, 2, 3).Inputs;
        Assert.Equal(["x", "c"], inputs.Select(column => column.Name));
        Assert.Equal([ColumnKind.Numeric, ColumnKind.Categorical], inputs.Select(column => column.Kind));
        Assert.Equal((2, 1), (inputs[0].Mean, inputs[0].Deviation)); // of 1 and 3
        Assert.Equal(["a", "b"], inputs[1].Levels);
    }

    [Fact]
    public void Levels_are_one_hot_with_missing_as_a_level_and_a_bucket_for_the_rest()
    {
        // "b" twice, "a" twice, "rare" once, one missing; the held-out row has a level that training never saw.
        var table = Tables.OfCsv("c,y\nb,0\na,1\nb,0\na,1\nrare,0\n?,1\nnew,0\n");
        var encoder = Fit(table, 0, 1, 2, 3, 4, 5);
        Assert.Equal(["c=a", "c=b", "c=missing", "c=other"], encoder.FeatureNames);
        float[] expected = [0, 1, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 1];
        Assert.Equal(expected, Encode(encoder, table));
    }

    [Fact]
    public void A_missing_cell_goes_to_the_bucket_if_training_had_none()
    {
        var encoder = Fit(Tables.OfCsv("c,y\na,0\nb,1\na,0\nb,1\n"), 0, 1, 2, 3);
        Assert.Equal(["c=a", "c=b", "c=other"], encoder.FeatureNames);
        Assert.Equal([0, 0, 1], Encode(encoder, Tables.OfCsv("c\n?\n")));
    }

    [Fact]
    public void Columns_without_information_are_dropped_and_said()
    {
        var table = Tables.OfCsv("same,none,word,all,x,y\n7,?,w,p,1,a\n7,,w,q,2,b\n7,NA,w,r,3,a\n8,1,v,s,4,b\n");
        var encoder = Fit(table, 0, 1, 2);
        Assert.Equal(["x"], encoder.FeatureNames);
        Assert.Equal(
            [
                "dropped 'same': every row is the same", "dropped 'none': every row is the same", "dropped 'word': every row is the same",
                "dropped 'all': no two rows are the same",
            ],
            encoder.Notices);
        Assert.Equal("a.csv: no column is left to learn from", Tables.Error(() => Fit(Tables.OfCsv("x,y\n1,a\n1,b\n"), 0, 1)));
    }

    [Fact]
    public void A_constant_with_gaps_keeps_only_its_indicator_alive()
    {
        var table = Tables.OfCsv("x,y\n0.1,a\n0.1,b\n0.1,a\n?,b\n");
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 1], Encode(Fit(table, 0, 1, 2, 3), table));
    }

    [Fact]
    public void Columns_are_found_by_name_in_any_order_among_any_others()
    {
        var encoder = Fit(Tables.OfCsv("x,c,y\n1,a,0\n3,b,1\n1,a,0\n3,b,1\n"), 0, 1, 2, 3);
        Assert.Equal([1, 1, 0, 0], Encode(encoder, Tables.OfCsv("extra,c,x\n9,a,3\n")));
        Assert.Equal("b.csv: columns of the model are missing: x, c", Tables.Error(() => Encode(encoder, Tables.OfCsv("X,C\n1,a\n", "b.csv"))));
        Assert.Equal("b.csv: a column of the model is missing: c", Tables.Error(() => Encode(encoder, Tables.OfCsv("x\n1\n", "b.csv"))));
    }

    [Fact]
    public void A_later_file_with_text_in_a_numeric_column_is_an_error_with_its_place()
    {
        var encoder = Fit(Tables.OfCsv("x,y\n1,a\n3,b\n"), 0, 1);
        Assert.Equal("b.csv:3: column 'x': \"abc\" is not a number", Tables.Error(() => Encode(encoder, Tables.OfCsv("x\n1\nabc\n", "b.csv"))));
        Assert.Equal(
            "b.csv:2: column 'x': \"1e300\" is too far from the training rows for a float",
            Tables.Error(() => Encode(encoder, Tables.OfCsv("x\n1e300\n", "b.csv"))));
        Assert.Equal(
            "a.csv: column 'x': numbers from -1E+308 to 1E+308 are too far apart or too close to standardise",
            Tables.Error(() => Fit(Tables.OfCsv("x,y\n1e308,a\n-1e308,b\n"), 0, 1)));
    }

    [Fact]
    public void Texts_of_rows_that_were_not_selected_do_no_harm()
    {
        var table = Tables.OfCsv("x,y\n1,a\nabc,b\n3,a\n").SelectRows(2, 0);
        var schema = new Schema([new("x", ColumnKind.Numeric), new("y", ColumnKind.Target)]);
        Assert.Equal([1, -1], Encode(FeatureEncoder.Fit(table, schema, [0, 1]), table));
        Assert.Equal("a.csv:4", table.Place(0));
    }

    [Fact]
    public void Pixels_are_divided_by_255_and_keep_their_shape()
    {
        var pixels = new PixelColumn("pixels", [0, 51, 102, 255, 255, 0, 0, 1], new ExampleShape(1, 2, 2), rows: 2);
        var table = new DataTable("t", [pixels, DataColumn.OfNumbers("label", 3, 4)]);
        var encoder = FeatureEncoder.Fit(table, SchemaInference.Of(table, ["label"]).Schema, [0, 1]);
        Assert.Equal(new ExampleShape(1, 2, 2), encoder.Shape);
        Assert.Equal([0, 0.2f, 0.4f, 1, 1, 0, 0, 1 / 255f], Encode(encoder, table));
        var larger = new DataTable("big", [new PixelColumn("pixels", new byte[9], new ExampleShape(1, 3, 3), rows: 1)]);
        Assert.Equal("big: pictures of 1 × 2 × 2 expected, got 1 × 3 × 3", Tables.Error(() => Encode(encoder, larger)));
    }

    [Fact]
    public void What_was_learnt_comes_back_from_json_to_the_last_bit()
    {
        var rows = Enumerable.Range(1, 50).Select(i => string.Create(CultureInfo.InvariantCulture, $"{1.0 / i:R},k{i % 7}é,{i % 2}\n"));
        var table = Tables.OfCsv($"x,c,y\n{string.Concat(rows)}?,?,1\n");
        var encoder = Fit(table, [.. Enumerable.Range(0, 51)]);
        using var json = JsonDocument.Parse(Write(encoder));
        var back = FeatureEncoder.FromJson(json.RootElement);
        Assert.Equal(encoder.FeatureNames, back.FeatureNames);
        Assert.Equal(Encode(encoder, table), Encode(back, table));
        Assert.Equal(Write(encoder), Write(back));
    }

    [Theory]
    [InlineData("""{"features":[]}""", "m: no column is left to learn from")]
    [InlineData("""{"features":[{"kind":"magic"}]}""", "m: feature 1: \"magic\" is not a kind of feature")]
    [InlineData(
        """{"features":[{"kind":"numeric","name":"x","mean":1,"deviation":0,"missing_indicator":false}]}""",
        "m: feature 1: \"deviation\": expected a number above 0, got 0")]
    [InlineData(
        """{"features":[{"kind":"numeric","name":"x","mean":1e999,"deviation":1,"missing_indicator":false}]}""",
        "m: feature 1: \"mean\": expected a finite number, got 1e999")]
    [InlineData("""{"features":[{"kind":"categorical","name":"x","levels":["a",1],"missing":false}]}""", "m: feature 1: \"levels\"[1]: expected a text, got 1")]
    [InlineData("""{"features":[{"kind":"categorical","name":"x","levels":["a","a"],"missing":false}]}""", "m: feature 1: \"levels\"[1]: \"a\" is there twice")]
    [InlineData(
        """{"features":[{"kind":"pixels","name":"x","channels":1,"height":1000000,"width":1000000}]}""",
        "m: feature 1: pictures of 1 × 1000000 × 1000000 are too large")]
    public void Hostile_json_is_refused_in_one_line(string text, string message)
    {
        using var json = JsonDocument.Parse(text);
        Assert.Equal(message, Tables.Error(() => FeatureEncoder.FromJson(json.RootElement, "m")));
    }

    static FeatureEncoder Fit(DataTable table, params int[] rows) => FeatureEncoder.Fit(table, SchemaInference.Of(table, ["y"]).Schema, rows);

    static float[] Encode(FeatureEncoder encoder, DataTable table)
    {
        float[] features = [.. Enumerable.Repeat(float.NaN, table.Rows * encoder.Count)];
        encoder.Encode(table, new MatrixSpan<float>(features, table.Rows, encoder.Count));
        return features;
    }

    static string Write(FeatureEncoder encoder)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream)) encoder.ToJson(writer);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
