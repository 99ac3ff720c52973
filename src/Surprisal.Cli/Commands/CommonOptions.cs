using System.CommandLine;
using System.CommandLine.Parsing;

namespace Surprisal.Cli;

/// <summary>Options that several commands share, made anew for each.</summary>
static class CommonOptions
{
    /// <summary>What is learnt from.</summary>
    public static Argument<string> Data() => new("DATA")
    {
        Description = "CSV, TSV (gzip or not), an IDX folder such as MNIST's, NPY, - for standard input, or the built-in digits or iris [digits]",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public static Option<OutputFormat> Format() => Choice("--format", "text for reading, or json: one object and nothing else [text]", ("text", OutputFormat.Text), ("json", OutputFormat.Json));

    public static Option<int?> Threads() => Number("--threads", 1, "how many processor cores to use; the result does not depend on it [all]");

    public static Option<string> Text(string name, string what, string help) => new(name)
    {
        Description = help,
        HelpName = what,
        CustomParser = result => result.Tokens[0].Value is { Length: > 0 } text ? text : Refuse<string>(result, $"{name} is empty; {what} expected"),
    };

    public static Option<int?> Number(string name, int minimum, string help) => new(name)
    {
        Description = help,
        HelpName = "N",
        CustomParser = result => int.TryParse(result.Tokens[0].Value, out int value) && value >= minimum ? value
            : Refuse<int?>(result, $"{name} must be a whole number of {minimum} or more, got '{result.Tokens[0].Value}'"),
    };

    public static Option<double?> Real(string name, string range, Func<double, bool> valid, string help) => new(name)
    {
        Description = help,
        HelpName = "X",
        CustomParser = result => double.TryParse(result.Tokens[0].Value, out double value) && valid(value) ? value
            : Refuse<double?>(result, $"{name} must be a number {range}, got '{result.Tokens[0].Value}'"),
    };

    public static Option<string[]> Columns(string name, string help) => new(name)
    {
        Description = help,
        HelpName = "a,b,c",
        CustomParser = result => [.. result.Tokens.SelectMany(t => t.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))],
    };

    public static Option<T> Choice<T>(string name, string help, params (string Name, T Value)[] choices) => new(name)
    {
        Description = help,
        HelpName = string.Join('|', choices.Select(c => c.Name)),
        CustomParser = result =>
        {
            foreach (var (choice, value) in choices)
                if (choice == result.Tokens[0].Value) return value;
            return Refuse<T>(result, $"{name} must be {string.Join(" or ", choices.Select(c => c.Name))}, got '{result.Tokens[0].Value}'");
        },
    };

    static T? Refuse<T>(ArgumentResult result, string message)
    {
        result.AddError(message);
        return default;
    }
}
