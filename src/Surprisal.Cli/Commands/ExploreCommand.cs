using System.CommandLine;
using System.ComponentModel;
using System.Diagnostics;
using Surprisal.Web;

namespace Surprisal.Cli;

/// <summary><c>surprisal explore</c>: a page of this machine to play with losses, train live and try models.</summary>
static class ExploreCommand
{
    const int HighestPort = 65535;

    public static Command Create()
    {
        var port = CommonOptions.Number("--port", 0, $"where to listen, on 127.0.0.1 only; 0 takes any free port [{ExploreOptions.DefaultPort}]");
        var noBrowser = new Option<bool>("--no-browser") { Description = "only print the address" };
        var command = new ExampleCommand(
            "explore",
            "Open a local page: play with logits and losses, compare the shapes of losses, train and watch, predict. It reads files of this folder only.",
            "surprisal explore")
        {
            port, noBrowser,
        };
        command.SetAction((call, stop) =>
            RunAsync(call.GetValue(port) ?? ExploreOptions.DefaultPort, call.GetValue(noBrowser), call.InvocationConfiguration.Output, call.InvocationConfiguration.Error, stop));
        return command;
    }

    static async Task<int> RunAsync(int port, bool noBrowser, TextWriter output, TextWriter error, CancellationToken stop)
    {
        if (port > HighestPort) throw new UsageException($"--port must be a whole number from 0 to {HighestPort}, got '{port}'");
        await using var server = await ExploreServer.StartAsync(new() { Port = port, Error = error }, stop);
        await output.WriteLineAsync($"{server.Address}\nOpen this address in a browser of this machine; whoever has it can train here and read the tables of this folder. Ctrl-C ends it.");
        await output.FlushAsync(CancellationToken.None);
        if (!noBrowser && HasScreen) Open(server.Address, error);
        await server.WaitAsync(stop);
        return 0;
    }

    // Without a screen the opener of a Linux machine would write its own complaints here.
    static bool HasScreen => !OperatingSystem.IsLinux() || Environment.GetEnvironmentVariable("DISPLAY") is not null || Environment.GetEnvironmentVariable("WAYLAND_DISPLAY") is not null;

    static void Open(Uri address, TextWriter error)
    {
        try
        {
            using var opener = Process.Start(new ProcessStartInfo(address.AbsoluteUri) { UseShellExecute = true });
        }
        catch (Win32Exception)
        {
            error.WriteLine("no browser could be started; open the address by hand");
        }
    }
}
