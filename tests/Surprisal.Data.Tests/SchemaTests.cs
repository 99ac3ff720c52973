using System.Globalization;

namespace Surprisal.Data.Tests;

public class SchemaTests
{
    static readonly string s_header = "age,job,y\n";

    [Fact]
    public void Kinds_follow_from_the_cells()
    {
        var table = Tables.OfCsv("n,c,m,empty,y\n1e-3,x,?,,a\n+5,y,NA,,b\n 2.5 ,x,3,,a\n,1,nan,,b\nNaN,x,null,,a\nN/A,x,4,,a\n");
        Assert.Equal(["numeric", "categorical", "numeric", "categorical", "target"], Kinds(SchemaInference.Of(table, ["y"])));
    }

    [Fact]
    public void A_typing_error_in_a_numeric_column_is_an_error_and_no_category()
    {
        string text = s_header + string.Concat(Enumerable.Range(0, 70_000).Select(i => i == 69_999 ? "abc,x,a\n" : $"{i % 90},x,b\n"));
        string error = Tables.Error(() => SchemaInference.Of(Tables.OfCsv(text, "data.csv"), ["y"]));
        Assert.Equal(
            "data.csv:70001: column 'age': \"abc\" is not a number (69,999 other cells are); correct it, or say --categorical age or --ignore age", error);
        var forced = SchemaInference.Of(Tables.OfCsv(text, "data.csv"), ["y"], new ColumnOverrides { Numeric = ["age"] });
        error = Tables.Error(() => FeatureEncoder.Fit(Tables.OfCsv(text, "data.csv"), forced.Schema, [0, 1, 2]));
        Assert.Equal("data.csv:70001: column 'age': \"abc\" is not a number", error);
        Assert.Equal("categorical", Kinds(SchemaInference.Of(Tables.OfCsv(text), ["y"], new ColumnOverrides { Categorical = ["age"] }))[0]);
        Assert.Equal("ignore", Kinds(SchemaInference.Of(Tables.OfCsv(text), ["y"], new ColumnOverrides { Ignore = ["age"] }))[0]);
    }

    [Fact]
    public void A_few_numbers_among_words_stay_a_category()
    {
        string text = s_header + string.Concat(Enumerable.Range(0, 400).Select(i => i % 50 == 0 ? "many,x,a\n" : $"{i % 20},x,b\n"));
        Assert.Equal("categorical", Kinds(SchemaInference.Of(Tables.OfCsv(text), ["y"]))[0]);
    }

    [Theory]
    [InlineData("inf")]
    [InlineData("-Infinity")]
    [InlineData("1e999")]
    public void Infinity_in_a_numeric_column_is_an_error_with_its_place(string cell)
    {
        var table = Tables.OfCsv($"age,y\n1,a\n{cell},b\n");
        var inferred = SchemaInference.Of(table, ["y"]);
        Assert.Equal($"a.csv:3: column 'age': \"{cell}\" is not a finite number", Tables.Error(() => FeatureEncoder.Fit(table, inferred.Schema, [0])));
    }

    [Fact]
    public void Names_and_ids_are_dropped_and_said()
    {
        var table = Tables.OfCsv(s_header + string.Concat(Enumerable.Range(0, 200).Select(i => $"1,p{i},{i % 2}\n")));
        var inferred = SchemaInference.Of(table, ["y"]);
        Assert.Equal(["numeric", "ignore", "target"], Kinds(inferred));
        Assert.Equal(["dropped 'job': 200 different texts in 200 rows, names or ids; --categorical job keeps it"], inferred.Notices);
        Assert.Equal("categorical", Kinds(SchemaInference.Of(table, ["y"], new ColumnOverrides { Categorical = ["job"] }))[1]);
    }

    [Fact]
    public void Unknown_and_contradicting_names_are_refused()
    {
        var table = Tables.OfCsv(s_header + "1,x,a\n2,y,b\n");
        Assert.Equal("column 'agee' is not in a.csv; did you mean 'age'?", Tables.Error(() => SchemaInference.Of(table, ["agee"])));
        Assert.Equal("column 'zzz' is not in a.csv; columns: age, job, y", Tables.Error(() => SchemaInference.Of(table, ["zzz"])));
        Assert.Equal("a.csv: no target column is given (--target COLUMN); columns: age, job, y", Tables.Error(() => SchemaInference.Of(table, [])));
        Assert.Equal("target column 'y' is given twice", Tables.Error(() => SchemaInference.Of(table, ["y", "y"])));
        Assert.Equal(
            "column 'age' cannot be both numeric and ignore",
            Tables.Error(() => SchemaInference.Of(table, ["y"], new ColumnOverrides { Numeric = ["age"], Ignore = ["age"] })));
        Assert.Equal(
            "column 'y' cannot be both target and ignore",
            Tables.Error(() => SchemaInference.Of(table, ["y"], new ColumnOverrides { Ignore = ["y"] })));
    }

    [Fact]
    public void A_schema_file_is_for_people_and_comes_back_the_same()
    {
        using var folder = new TempFolder();
        string path = Path.Combine(folder.Root, "schema.json");
        SchemaColumn[] columns = [new("größe", ColumnKind.Numeric), new("job", ColumnKind.Categorical), new("id", ColumnKind.Ignore), new("y", ColumnKind.Target)];
        new Schema(columns).Write(path);
        Assert.Equal(
            """
            {
              "version": 1,
              "columns": [
                {"name":"größe","kind":"numeric"},
                {"name":"job","kind":"categorical"},
                {"name":"id","kind":"ignore"},
                {"name":"y","kind":"target"}
              ]
            }

            """.ReplaceLineEndings("\n"),
            File.ReadAllText(path));
        var read = Schema.Read(path);
        Assert.Equal(["numeric", "categorical", "ignore", "target"], read.Columns.Select(column => column.Kind.ToString().ToLowerInvariant()));
        Assert.Equal(["y"], read.Targets);
    }

    [Fact]
    public void A_schema_decides_what_the_cells_would_say_otherwise_and_overrides_come_before_it()
    {
        using var folder = new TempFolder();
        var schema = Schema.Read(folder.Write("s.json", """{"version":1,"columns":[{"name":"age","kind":"categorical"},{"name":"y","kind":"target"}]}"""));
        var table = Tables.OfCsv(s_header + "1,x,a\n2,y,b\n");
        var inferred = SchemaInference.Of(table, [], given: schema);
        Assert.Equal(["categorical", "ignore", "target"], Kinds(inferred));
        Assert.Equal(["ignored 'job': it is not in s.json"], inferred.Notices);
        Assert.Equal("numeric", Kinds(SchemaInference.Of(table, [], new ColumnOverrides { Numeric = ["age"] }, schema))[0]);
    }

    [Theory]
    [InlineData("{\"version\":\n1,}", "s.json:2: is not JSON, by its byte 3 at the latest")]
    [InlineData("[]", "s.json: expected an object, got []")]
    [InlineData("{}", "s.json: has no \"version\"")]
    [InlineData("""{"version":2,"columns":[]}""", "s.json: is a schema of version 2; this program reads version 1")]
    [InlineData("""{"version":1,"columns":{}}""", "s.json: \"columns\": expected a list, got {}")]
    [InlineData("""{"version":1,"columns":[{"name":"a"}]}""", "s.json: column 1: has no \"kind\"")]
    [InlineData(
        """{"version":1,"columns":[{"name":"a","kind":"number"}]}""",
        "s.json: column 1: \"number\" is not a kind of column; kinds: numeric, categorical, pixels, ignore, target, weight")]
    [InlineData("""{"version":1,"columns":[{"name":"a","kind":"ignore"},{"name":"a","kind":"target"}]}""", "s.json: column 'a' is there twice")]
    [InlineData("""{"version":1,"columns":[{"name":"aeg","kind":"numeric"}]}""", "s.json: column 'aeg' is not in a.csv; did you mean 'age'?")]
    [InlineData("""{"version":1,"columns":[{"name":"\ud800","kind":"numeric"}]}""", "s.json: column 1: \"name\": is not text")]
    public void A_bad_schema_is_one_line(string json, string message)
    {
        using var folder = new TempFolder();
        string path = folder.Write("s.json", json);
        Assert.Equal(message, Tables.Error(() => SchemaInference.Of(Tables.OfCsv(s_header + "1,x,a\n2,y,b\n"), [], given: Schema.Read(path))));
    }

    static string[] Kinds(SchemaInference inferred) => [.. inferred.Schema.Columns.Select(column => column.Kind.ToString().ToLower(CultureInfo.InvariantCulture))];
}
