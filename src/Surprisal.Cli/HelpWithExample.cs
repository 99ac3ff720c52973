using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Surprisal.Cli;

/// <summary>A command that shows how it is called.</summary>
/// <param name="name">Its name.</param>
/// <param name="description">What it does, in a sentence.</param>
/// <param name="example">A whole call, beginning with <c>surprisal</c>.</param>
sealed class ExampleCommand(string name, string description, string example) : Command(name, description)
{
    public string Example => example;
}

/// <summary>The usual help, with the command's example below.</summary>
sealed class HelpWithExample : SynchronousCommandLineAction
{
    readonly HelpAction _help = new();

    public override bool Terminating => true;

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        int code = _help.Invoke(parseResult);
        string example = parseResult.CommandResult.Command is ExampleCommand command ? command.Example : "surprisal train";
        parseResult.InvocationConfiguration.Output.WriteLine($"Example:{Environment.NewLine}  {example}{Environment.NewLine}");
        return code;
    }
}
