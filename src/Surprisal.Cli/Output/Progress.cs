using Spectre.Console;

namespace Surprisal.Cli;

/// <summary>A bar with time left on the error output, where a person is watching; nothing where the output is piped or JSON.</summary>
static class Progress
{
    public static T Show<T>(OutputFormat format, Func<IProgress<TrainingProgress>?, T> work)
    {
        if (format == OutputFormat.Json || Console.IsErrorRedirected || Console.IsOutputRedirected) return work(null);
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Progress().AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context => work(new Bar(context.AddTask("starting", maxValue: 1))));
    }

    sealed class Bar(ProgressTask task) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            task.Value = value.Done;
            task.Description = Markup.Escape(value.Text);
        }
    }
}
