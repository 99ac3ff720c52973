using System.Text;
using System.Text.Json;

namespace Surprisal.Data.Tests;

public class TargetEncoderTests
{
    [Fact]
    public void Classes_are_sorted_by_character_and_whole_numbers_by_value()
    {
        Assert.Equal(["A", "B", "a"], TargetEncoder.Fit(Tables.OfCsv("y\nB\na\nA\n"), ["y"]).ClassNames);
        var table = Tables.OfCsv("x,y\nq,10\nq,9\nq,-1\nq,10\n");
        var encoder = TargetEncoder.Fit(table, ["y"]);
        Assert.Equal(["-1", "9", "10"], encoder.ClassNames);
        Assert.Equal([2, 1, 0, 2], encoder.Encode(table, table.AllRows(), Truth.Required)!.Classes);
    }

    [Theory]
    [InlineData("y\na\na\n", "a.csv: column 'y' has one class only (\"a\"); at least two are needed")]
    [InlineData("y\na\n", "a.csv: has 1 row; training needs at least 2")]
    [InlineData("x,y\n1,a\n2,?\n3,b\n", "a.csv:3: column 'y': the target is missing")]
    [InlineData("x\na\nb\n", "column 'y' is not in a.csv; columns: x")]
    [InlineData("yy\na\nb\n", "column 'y' is not in a.csv; did you mean 'yy'?")]
    public void A_target_that_cannot_be_learnt_is_one_line(string text, string message) =>
        Assert.Equal(message, Tables.Error(() => TargetEncoder.Fit(Tables.OfCsv(text), ["y"])));

    [Fact]
    public void Too_many_classes_are_numbers_or_ids()
    {
        var prices = DataTable.FromColumns(DataColumn.OfNumbers("price", [.. Enumerable.Range(0, 120_000).Select(i => (i % 100_000) + 0.5)]));
        Assert.Equal(
            "table: column 'price' has 100,000 classes in 120,000 rows; a class column has few: is it a number or an id?",
            Tables.Error(() => TargetEncoder.Fit(prices, ["price"])));
        var many = DataTable.FromColumns(DataColumn.OfNumbers("id", [.. Enumerable.Range(0, 51).Select(i => (double)(i / 1.5))]));
        Assert.StartsWith("table: column 'id' has 51 classes in 51 rows", Tables.Error(() => TargetEncoder.Fit(many, ["id"])), StringComparison.Ordinal);
        var few = DataTable.FromColumns(DataColumn.OfNumbers("id", [.. Enumerable.Range(0, 50).Select(i => (double)i)]));
        Assert.Equal(50, TargetEncoder.Fit(few, ["id"]).ClassNames.Count);
    }

    [Fact]
    public void A_class_that_training_never_saw_is_an_error_with_its_place()
    {
        var encoder = TargetEncoder.Fit(Tables.OfCsv("y\n<=50K\n>50K\n"), ["y"]);
        var test = Tables.OfCsv("y\n<=50K\n>50K.\n", "test.csv");
        string error = Tables.Error(() => encoder.Encode(test, test.AllRows(), Truth.IfPresent));
        Assert.Equal("test.csv:3: column 'y': class \">50K.\" was not seen in training; classes: <=50K, >50K", error);
        var twelve = TargetEncoder.Fit(Tables.OfCsv("y\n" + string.Concat(Enumerable.Range(0, 12).Select(i => $"k{i:00}\n"))), ["y"]);
        error = Tables.Error(() => twelve.Encode(test, test.AllRows(), Truth.Required));
        Assert.EndsWith("classes: k00, k01, k02, k03, k04, k05, k06, k07, k08, k09, … (12 in all)", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Empty_cells_become_the_class_of_none_of_the_others_where_one_is_named()
    {
        var table = Tables.OfCsv("y,x\nb,1\n,1\na,1\n?,1\nnone,1\n");
        var encoder = TargetEncoder.Fit(table, ["y"], noneClass: "none");
        Assert.Equal(["a", "b", "none"], encoder.ClassNames);
        Assert.Equal([1, 2, 0, 2, 2], encoder.Encode(table, table.AllRows(), Truth.Required)!.Classes);
        Assert.Equal([1, -1, 0, -1, 2], encoder.Encode(table, table.AllRows(), Truth.IfPresent)!.Classes); // to be predicted: nobody has answered
        Assert.Equal(["NA", "a", "b", "none"], TargetEncoder.Fit(table, ["y"], noneClass: "NA").ClassNames); // a mark of missing cells is a name too

        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream)) encoder.ToJson(writer);
        string saved = Encoding.UTF8.GetString(stream.ToArray());
        using var json = JsonDocument.Parse(saved);
        Assert.Equal([1, 2, 0, 2, 2], TargetEncoder.FromJson(json.RootElement).Encode(table, table.AllRows(), Truth.Required)!.Classes);
        using var other = JsonDocument.Parse(saved.Replace("\"none_class\":\"none\"", "\"none_class\":\"nil\"", StringComparison.Ordinal));
        Assert.Equal("m: \"none_class\": \"nil\" is not one of its classes", Tables.Error(() => TargetEncoder.FromJson(other.RootElement, "m")));
    }

    [Fact]
    public void A_class_of_none_is_refused_where_no_row_is_of_it()
    {
        Assert.Equal(
            "a.csv: column 'y' has no empty cell: class \"none\" would have no rows",
            Tables.Error(() => TargetEncoder.Fit(Tables.OfCsv("y\na\nb\n"), ["y"], "none")));
        Assert.Equal(
            "a.csv: a class for empty cells needs one target column, got 2; with several a row of none is all 0",
            Tables.Error(() => TargetEncoder.Fit(Tables.OfCsv("a,b\n0,1\n1,0\n"), ["a", "b"], "none")));
    }

    [Fact]
    public void In_prediction_the_truth_may_be_absent_for_a_row_or_for_all()
    {
        var encoder = TargetEncoder.Fit(Tables.OfCsv("y\na\nb\n"), ["y"]);
        var partly = Tables.OfCsv("y\nb\n?\n");
        var truth = encoder.Encode(partly, partly.AllRows(), Truth.IfPresent)!;
        Assert.Equal([1, -1], truth.Classes);
        Assert.False(truth.IsKnown(1));
        var without = Tables.OfCsv("x\n1e3\n");
        Assert.Null(encoder.Encode(without, without.AllRows(), Truth.IfPresent));
        Assert.Equal("column 'y' is not in a.csv; columns: x", Tables.Error(() => encoder.Encode(without, without.AllRows(), Truth.Required)));
    }

    [Fact]
    public void Several_columns_of_zeros_and_ones_are_labels()
    {
        var table = Tables.OfCsv("p,q\n1,0\n0,1\n1.0,0\n");
        var encoder = TargetEncoder.Fit(table, ["p", "q"]);
        Assert.Equal(TargetKind.MultiLabel, encoder.Kind);
        Assert.Equal([1, 0, 0, 1, 1, 0], encoder.Encode(table, table.AllRows(), Truth.Required)!.Values);
        Assert.Equal("a.csv:3: column 'q': \"2\" is neither 0 nor 1", Tables.Error(() => TargetEncoder.Fit(Tables.OfCsv("p,q\n1,0\n0,2\n"), ["p", "q"])));
        Assert.Equal("a.csv:3: column 'q': \"yes\" is not a number", Tables.Error(() => TargetEncoder.Fit(Tables.OfCsv("p,q\n1,0\n0,yes\n"), ["p", "q"])));
        Assert.Equal("a.csv:3: column 'p': the target is missing", Tables.Error(() => TargetEncoder.Fit(Tables.OfCsv("p,q\n1,0\n?,1\n"), ["p", "q"])));
        var later = Tables.OfCsv("p,q\n1,0.5\n", "b.csv");
        Assert.Equal("b.csv:2: column 'q': \"0.5\" is neither 0 nor 1", Tables.Error(() => encoder.Encode(later, [0], Truth.Required)));
        var unknown = Tables.OfCsv("p,q\n1,\n0,1\n");
        Assert.False(encoder.Encode(unknown, [0, 1], Truth.IfPresent)!.IsKnown(0));
    }

    [Fact]
    public void Several_columns_of_probabilities_are_kept_as_they_are_and_odd_sums_are_said_once()
    {
        var table = Tables.OfCsv("p,q\n0.25,0.75\n0.5,0.6\n1,0\n0.2,0.2\n0.3333,0.6666\n");
        var encoder = TargetEncoder.Fit(table, ["p", "q"]);
        Assert.Equal(TargetKind.Distribution, encoder.Kind);
        Assert.Equal([0.25f, 0.75f, 0.5f, 0.6f], encoder.Encode(table, [0, 1], Truth.Required)!.Values);
        Assert.Equal(["the probabilities of 2 rows do not sum to 1, first at a.csv:3; they are used as they are"], encoder.Notices);
        Assert.Equal(
            "a.csv:3: column 'q': \"1.5\" is no probability: it is outside [0, 1]",
            Tables.Error(() => TargetEncoder.Fit(Tables.OfCsv("p,q\n0.5,0.5\n0,1.5\n"), ["p", "q"])));
        Assert.Equal(
            "a.csv:2: column 'p': \"-0.5\" is no probability: it is outside [0, 1]",
            Tables.Error(() => TargetEncoder.Fit(Tables.OfCsv("p,q\n-0.5,0.5\n0,1\n"), ["p", "q"])));
    }

    [Fact]
    public void Counts_in_an_array_become_shares()
    {
        var table = DataTable.FromColumns(DataColumn.OfNumbers("p", 3, 0), DataColumn.OfNumbers("q", 1, 5));
        var encoder = TargetEncoder.Fit(table, ["p", "q"]);
        Assert.Equal([0.75f, 0.25f, 0, 1], encoder.Encode(table, [0, 1], Truth.Required)!.Values);
        Assert.Equal(["table: the targets are counts; each row is divided by its sum"], encoder.Notices);
        var empty = DataTable.FromColumns(DataColumn.OfNumbers("p", 3, 0), DataColumn.OfNumbers("q", 1, 0));
        Assert.Equal("table: row 1: all target counts are 0", Tables.Error(() => TargetEncoder.Fit(empty, ["p", "q"])));
    }

    [Fact]
    public void Targets_come_back_from_json()
    {
        var encoder = TargetEncoder.Fit(Tables.OfCsv("y\n<a>\n\"b\"\n"), ["y"]);
        using var json = JsonDocument.Parse(Write(encoder));
        var back = TargetEncoder.FromJson(json.RootElement);
        Assert.Equal(Write(encoder), Write(back));
        Assert.Equal(["<a>", "b"], back.ClassNames);
    }

    [Theory]
    [InlineData(
        """{"kind":"x","columns":["y"],"classes":["a","b"],"counts":false}""",
        "m: \"x\" is not a kind of target; kinds: class_index, multi_label, distribution")]
    [InlineData("""{"kind":"class_index","columns":["y"],"classes":["a"],"counts":false}""", "m: at least two classes expected, got 1")]
    [InlineData("""{"kind":"multi_label","columns":["y"],"classes":["a","b"],"counts":false}""", "m: 1 target columns do not give 2 classes")]
    [InlineData("""{"kind":"class_index","columns":["y"],"classes":["a","b"],"counts":0}""", "m: \"counts\": expected true or false, got 0")]
    public void Hostile_json_is_refused_in_one_line(string text, string message)
    {
        using var json = JsonDocument.Parse(text);
        Assert.Equal(message, Tables.Error(() => TargetEncoder.FromJson(json.RootElement, "m")));
    }

    static string Write(TargetEncoder encoder)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream)) encoder.ToJson(writer);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
