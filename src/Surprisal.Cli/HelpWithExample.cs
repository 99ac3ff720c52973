using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Surprisal.Cli;

/// <summary>The usual help, with the command's example below.</summary>
sealed class HelpWithExample : SynchronousCommandLineAction
{
    readonly HelpAction _help = new() { MaxWidth = Console.IsOutputRedirected ? 120 : Math.Max(60, Console.WindowWidth) };

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
