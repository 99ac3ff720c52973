using System.CommandLine;

namespace Surprisal.Cli;

/// <summary>Options that several commands share, made anew for each.</summary>
static class CommonOptions
{
    public static Option<OutputFormat> Format() => new("--format")
    {
        Description = "text for reading, or json: one object and nothing else",
        HelpName = "text|json",
        CustomParser = result => Choice(result.Tokens[0].Value, "--format", ("text", OutputFormat.Text), ("json", OutputFormat.Json)),
    };

    public static Option<int> Threads() => Number("--threads", Environment.ProcessorCount, 1, 1024, "how many processor cores to use; the result does not depend on it", "all cores");

    public static Option<string> Text(string name, string what, string help) => new(name) { Description = help, HelpName = what };

    public static Option<int> Number(string name, int standard, int minimum, int maximum, string help, string? standardText = null) => new(name)
    {
        Description = $"{help} [{standardText ?? standard.ToString()}]",
        HelpName = "N",
        DefaultValueFactory = _ => standard,
        CustomParser = result => int.TryParse(result.Tokens[0].Value, out int value) && value >= minimum && value <= maximum ? value
            : throw new UsageException($"{name} must be a whole number from {minimum} to {(maximum == int.MaxValue ? "any" : maximum)}, got '{result.Tokens[0].Value}'"),
    };

    public static Option<double?> Real(string name, string range, Func<double, bool> valid, string help) => new(name)
    {
        Description = help,
        HelpName = "X",
        CustomParser = result => double.TryParse(result.Tokens[0].Value, out double value) && valid(value) ? value
            : throw new UsageException($"{name} must be a number {range}, got '{result.Tokens[0].Value}'"),
    };

    public static Option<string[]> Columns(string name, string help) => new(name)
    {
        Description = help,
        HelpName = "a,b,c",
        CustomParser = result => [.. result.Tokens.SelectMany(t => t.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))],
    };

    public static T Choice<T>(string text, string option, params (string Name, T Value)[] choices)
    {
        foreach (var (name, value) in choices)
            if (name == text) return value;
        throw new UsageException($"{option} must be {string.Join(" or ", choices.Select(c => c.Name))}, got '{text}'");
    }
}
