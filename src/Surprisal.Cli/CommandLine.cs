using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Surprisal.Data;

namespace Surprisal.Cli;

/// <summary>The command <c>surprisal</c>: from arguments to an exit code. Results go to one writer, everything else to the other.</summary>
public static class CommandLine
{
    const int BadData = 1, BadUsage = 2;

    /// <summary>Runs one command.</summary>
    /// <returns>0; 1 for data that cannot be used, 2 for a wrong call, 130 after Ctrl-C.</returns>
    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        var root = new Command("surprisal", "Classification by cross-entropy: train classifiers on tables and images, and see what they know.")
        {
            TrainCommand.Create(),
            PredictCommand.Create(),
            EvaluateCommand.Create(),
            CompareCommand.Create(),
            ExplainCommand.Create(),
            LossCommand.Create(),
            ActivationCommand.Create(),
            InformationCommand.Create(),
            ProbeCommand.Create(),
            LabCommand.Create(),
            DoctorCommand.Create(),
            ExploreCommand.Create(),
            new HelpOption { Recursive = true, Action = new HelpWithExample() },
            new VersionOption(),
        };
        var call = root.Parse(args);
        if (call.Action is not HelpWithExample && args.Length > 0 && UsageMessage(call, args) is { } message) return Fail(error, message, BadUsage);

        using var interrupt = new Interrupt();
        try
        {
            var configuration = new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            if (args.Length == 0) return root.Parse(["--help"]).Invoke(configuration);
            int code = call.InvokeAsync(configuration, interrupt.Token).GetAwaiter().GetResult();
            output.Flush();
            return code;
        }
        catch (UsageException e)
        {
            return Fail(error, e.Message, BadUsage);
        }
        catch (InterruptedException e)
        {
            return Fail(error, e.Message, interrupt.ExitCode);
        }
        catch (OperationCanceledException)
        {
            return Fail(error, "interrupted; nothing was written", interrupt.ExitCode);
        }
        catch (Exception e) when (e is DataException or ModelFileException or TrainingException or IOException)
        {
            return Fail(error, e.Message, BadData);
        }
        catch (OutOfMemoryException)
        {
            return Fail(error, "not enough memory for this data", BadData);
        }
    }

    static int Fail(TextWriter error, string message, int code)
    {
        error.WriteLine($"error: {OneLine(message)}");
        return code;
    }

    static string OneLine(string message) => string.Join(' ', message.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    static string? UsageMessage(ParseResult call, string[] args)
    {
        var command = call.CommandResult.Command;
        string[] options = [.. command.Options.SelectMany(o => (string[])[o.Name, .. o.Aliases])], commands = [.. command.Subcommands.Select(c => c.Name)];
        // An option that is not known would be taken for a file name.
        string? unknown = args.FirstOrDefault(a => a.StartsWith("--", StringComparison.Ordinal) && a.Length > 2 && !options.Contains(a.Split('=')[0]) && a != "--help");
        if (unknown is not null) return $"'{unknown}' is not an option of {command.Name}{NameHints.Suggest(unknown, options, "options")}";
        if (call.Errors.Count == 0) return null;
        if (call.Errors[0].SymbolResult is ArgumentResult { Tokens.Count: 0, Parent: CommandResult, Argument.Name: var missing } && command is ExampleCommand { Example: var example })
            return $"{missing} is missing, as in: {example}; see surprisal {command.Name} --help";
        if (call.UnmatchedTokens.Count == 0) return call.Errors[0].Message.TrimEnd('.');
        string token = call.UnmatchedTokens[0];
        return commands.Length > 0
            ? $"'{token}' is not a command{NameHints.Suggest(token, commands, "commands")}"
            : $"'{token}' is one argument too many for {command.Name}; see surprisal {command.Name} --help";
    }
}
