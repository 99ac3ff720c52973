using System.Diagnostics;

namespace Surprisal.Cli.Tests;

/// <summary>What only a process of its own shows: pipes, signals, exit codes.</summary>
public sealed class ProcessTests : IDisposable
{
    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void Rows_come_through_a_pipe()
    {
        string iris = _tool.Iris(), model = _tool.File("m.safetensors");
        Assert.Equal(0, Tool.Run("train", iris, "--target", "species", "--out", model).Code);
        using var process = Start("predict", model, "-");
        process.StandardInput.Write(File.ReadAllText(iris));
        process.StandardInput.Close();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        Assert.Equal(Tool.Run("predict", model, iris).Output, output);
        Assert.DoesNotContain('\u001b', output);
    }

    [Fact]
    public void The_exit_code_and_the_line_of_an_error_reach_the_shell()
    {
        using var process = Start("train", "nowhere.csv", "--target", "y");
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(1, process.ExitCode);
        Assert.Equal("error: nowhere.csv is not there", error.TrimEnd());
    }

    [Theory]
    [InlineData("-INT", 130)]
    [InlineData("-TERM", 143)]
    public void Ctrl_c_and_a_polite_kill_stop_cleanly_and_leave_no_file(string signal, int code)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "signals are sent by kill");
        string model = _tool.File("m.safetensors");
        using var process = Start("train", "digits", "--model", "mlp", "--epochs", "1000000", "--patience", "0", "--out", model);
        while (process.StandardOutput.ReadLine() is { } line && !line.Contains("to learn from", StringComparison.Ordinal))
        {
        }
        Thread.Sleep(300); // training has begun
        using (var kill = Process.Start("kill", [signal, process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)])) kill.WaitForExit();
        string error = process.StandardError.ReadToEnd();
        Assert.True(process.WaitForExit(20_000));
        Assert.Equal(code, process.ExitCode);
        Assert.Equal("error: interrupted; nothing was written", error.TrimEnd());
        Assert.Empty(Directory.GetFileSystemEntries(_tool.Folder));
    }

    [Fact]
    public async Task Explore_serves_until_ctrl_c_and_ends_cleanly()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "signals are sent by kill");
        using var process = Start("explore", "--port", "0", "--no-browser");
        string address = (await process.StandardOutput.ReadLineAsync())!;
        using var client = new HttpClient();
        Assert.Contains("<h1>Playground</h1>", await client.GetStringAsync(new Uri(address)), StringComparison.Ordinal);
        string port = new Uri(address).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        using (var second = Start("explore", "--port", port, "--no-browser"))
        {
            Assert.Matches($@"^error: port {port} is in use; \d+ is free: surprisal explore --port \d+\s*$", await second.StandardError.ReadToEndAsync());
            await second.WaitForExitAsync();
            Assert.Equal(1, second.ExitCode);
        }
        using (var kill = Process.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)])) await kill.WaitForExitAsync();
        Assert.Equal("", await process.StandardError.ReadToEndAsync());
        Assert.True(process.WaitForExit(20_000));
        Assert.Equal(0, process.ExitCode);
    }

    [Fact]
    public void Explore_takes_ports_up_to_65535() => Tool.Fails(2, "--port must be a whole number from 0 to 65535, got '65536'", "explore", "--port", "65536", "--no-browser");

    Process Start(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(CommandLine).Assembly.Location, .. args])
        {
            WorkingDirectory = _tool.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
        };
        return Process.Start(start)!;
    }
}
