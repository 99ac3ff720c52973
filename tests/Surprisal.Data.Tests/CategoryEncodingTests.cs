using System.Text;
using System.Text.Json;
using Surprisal.Numerics;

namespace Surprisal.Data.Tests;

public class CategoryEncodingTests
{
    // Levels in order: a is 0, b is 1; then 2 for missing cells and 3 for the rest, which are "rare" (one training row) and "new" (none).
    const string Towns = "x,c,y\n1,b,0\n3,a,1\n1,b,0\n3,a,1\n1,rare,0\n3,?,1\n5,new,0\n";

    [Fact]
    public void A_level_is_one_number_with_missing_cells_and_all_other_texts_as_the_last_two()
    {
        var table = Tables.OfCsv(Towns);
        var encoder = Fit(table, CategoryEncoding.Index, 6);
        Assert.Equal(["x", "c"], encoder.FeatureNames);
        Assert.Equal([-1, 1, 1, 0, -1, 1, 1, 0, -1, 3, 1, 2, 3, 3], Encode(encoder, table));
        Assert.Equal([new CategoryColumn("c", 1, 4)], encoder.Categories);
    }

    [Fact]
    public void Where_training_had_no_missing_cell_one_is_like_any_other_text()
    {
        var encoder = Fit(Tables.OfCsv("c,y\na,0\nb,1\na,0\nb,1\n"), CategoryEncoding.Index, 4);
        Assert.Equal([new CategoryColumn("c", 0, 3)], encoder.Categories);
        Assert.Equal([2, 2, 1], Encode(encoder, Tables.OfCsv("c\n?\nnew\nb\n")));
    }

    [Fact]
    public void Columns_of_levels_are_counted_behind_numbers_and_their_indicators()
    {
        // x has a missing cell, and so takes two numbers.
        var encoder = Fit(Tables.OfCsv("x,c,z,d,y\n1,a,5,p,0\n?,b,6,q,1\n3,a,7,p,0\n4,b,8,q,1\n"), CategoryEncoding.Index, 4);
        Assert.Equal(["x", "x=missing", "c", "z", "d"], encoder.FeatureNames);
        Assert.Equal([new CategoryColumn("c", 2, 3), new CategoryColumn("d", 4, 3)], encoder.Categories);
    }

    [Fact]
    public void One_hot_columns_are_no_numbers_of_levels() => Assert.Empty(Fit(Tables.OfCsv(Towns), CategoryEncoding.OneHot, 6).Categories);

    [Fact]
    public void A_saved_encoder_still_writes_numbers_of_levels_and_one_of_before_is_one_hot()
    {
        var table = Tables.OfCsv(Towns);
        var encoder = Fit(table, CategoryEncoding.Index, 6);
        string text = Write(encoder);
        using var saved = JsonDocument.Parse(text);
        var back = FeatureEncoder.FromJson(saved.RootElement);
        Assert.Equal(encoder.Categories, back.Categories);
        Assert.Equal(Encode(encoder, table), Encode(back, table));

        const string before = """{"features":[{"kind":"categorical","name":"c","levels":["a","b"],"missing":true}]}""";
        using var old = JsonDocument.Parse(before);
        Assert.Equal(["c=a", "c=b", "c=missing", "c=other"], FeatureEncoder.FromJson(old.RootElement).FeatureNames);
        Assert.Equal(before, Write(FeatureEncoder.FromJson(old.RootElement))); // a program of before reads what this one writes
        using var wrong = JsonDocument.Parse(before.Replace("true", "true,\"index\":1", StringComparison.Ordinal));
        Assert.Equal("m: feature 1: \"index\": expected true or false, got 1", Tables.Error(() => FeatureEncoder.FromJson(wrong.RootElement, "m")));
    }

    static FeatureEncoder Fit(DataTable table, CategoryEncoding categories, int rows) =>
        FeatureEncoder.Fit(table, SchemaInference.Of(table, ["y"]).Schema, [.. Enumerable.Range(0, rows)], categories);

    static float[] Encode(FeatureEncoder encoder, DataTable table)
    {
        float[] features = new float[table.Rows * encoder.Count];
        Array.Fill(features, float.NaN); // whatever is not written shows
        encoder.Encode(table, features.AsMatrix(encoder.Count));
        return features;
    }

    static string Write(FeatureEncoder encoder)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes)) encoder.ToJson(json);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
