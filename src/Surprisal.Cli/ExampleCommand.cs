using System.CommandLine;

namespace Surprisal.Cli;

/// <summary>A command that shows how it is called.</summary>
/// <param name="name">Its name.</param>
/// <param name="description">What it does, in a sentence.</param>
/// <param name="example">A whole call, beginning with <c>surprisal</c>.</param>
sealed class ExampleCommand(string name, string description, string example) : Command(name, description)
{
    public string Example => example;
}
