using System.CommandLine;

namespace Surprisal.Cli;

/// <summary>The options of <c>train</c> that say what its columns and rows are.</summary>
sealed class DataOptions
{
    readonly Option<string[]> _target = CommonOptions.Columns("--target", "the column to learn; several 0/1 columns for multi-label, several probability columns for soft labels; for NPY a file");
    readonly Option<string> _test = CommonOptions.Text("--test", "FILE", "report on this file instead of on rows held out");
    readonly Option<double?> _validation = CommonOptions.Real("--validation", "from 0 up to but not including 1", x => x is >= 0 and < 1, "share of the rows held out to report on [0.2, with --test 0]");
    readonly Option<string[]> _numeric = CommonOptions.Columns("--numeric", "columns to read as numbers");
    readonly Option<string[]> _categorical = CommonOptions.Columns("--categorical", "columns to read as categories");
    readonly Option<string[]> _ignore = CommonOptions.Columns("--ignore", "columns to leave out");
    readonly Option<string> _schema = CommonOptions.Text("--schema", "FILE", "kinds of columns, as --schema-out writes them");
    readonly Option<string> _schemaOut = CommonOptions.Text("--schema-out", "FILE", "write the kinds of columns there, to be edited");

    public IEnumerable<Option> All => [_target, _test, _validation, _numeric, _categorical, _ignore, _schema, _schemaOut];

    public TrainInput Read(ParseResult call, string? path) => new()
    {
        Path = path ?? "digits",
        Targets = call.GetValue(_target) ?? [],
        Test = call.GetValue(_test),
        HeldOut = call.GetValue(_validation),
        Columns = new() { Numeric = call.GetValue(_numeric) ?? [], Categorical = call.GetValue(_categorical) ?? [], Ignore = call.GetValue(_ignore) ?? [] },
        Schema = call.GetValue(_schema),
        SchemaOut = call.GetValue(_schemaOut),
    };
}
