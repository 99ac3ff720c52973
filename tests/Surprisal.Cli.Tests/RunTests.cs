using System.Diagnostics;
using System.Globalization;

namespace Surprisal.Cli.Tests;

/// <summary>Runs that survive what happens to a process.</summary>
public sealed class RunTests : IDisposable
{
    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void A_run_killed_again_and_again_writes_the_same_file_to_the_byte()
    {
        string[] command = ["train", "digits", "--model", "mlp", "--epochs", "100", "--patience", "0"];
        Assert.Equal(0, Tool.Run([.. command, "--out", _tool.File("whole"), "--threads", "1"]).Code);
        var random = new Random(7);
        int kills = 0;
        while (true)
        {
            Assert.InRange(kills, 0, 200);
            string[] how = File.Exists(Path.Combine(_tool.File("run"), "run.json")) ? ["train", "--resume"] : [.. command, "--checkpoint-minutes", "0.0005"];
            using var process = Start([.. how, "--run", _tool.File("run"), "--out", _tool.File("killed"), "--threads", (1 + kills % 3).ToString(CultureInfo.InvariantCulture)]);
            // A third dies at any moment, mostly before it trains; the others when they have come a little further.
            if (kills % 3 > 0) WaitForCheckpoint(process);
            if (process.WaitForExit(random.Next(kills % 3 > 0 ? 250 : 700)))
            {
                Assert.Equal("", process.StandardError.ReadToEnd());
                break;
            }
            process.Kill(); // SIGKILL
            process.WaitForExit();
            kills++;
        }
        Assert.InRange(kills, 2, 200);
        Assert.Equal(File.ReadAllBytes(_tool.File("whole")), File.ReadAllBytes(_tool.File("killed")));
    }

    void WaitForCheckpoint(Process process)
    {
        string[] before = Checkpoints();
        while (!process.HasExited && Checkpoints().SequenceEqual(before)) Thread.Sleep(5);
    }

    string[] Checkpoints() => Directory.Exists(_tool.File("run")) ? [.. Directory.GetFiles(_tool.File("run"), "checkpoint-*").Order(StringComparer.Ordinal)] : [];

    [Fact]
    public void Ctrl_c_finishes_the_batch_saves_and_says_how_to_go_on()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "signals are sent by kill");
        string run = _tool.File("run");
        using var process = Start("train", "digits", "--model", "mlp", "--epochs", "1000000", "--patience", "0", "--run", run);
        while (Checkpoints().Length < 2 && !process.HasExited) Thread.Sleep(5);
        using (var kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)])) kill.WaitForExit();
        string error = process.StandardError.ReadToEnd();
        Assert.True(process.WaitForExit(20_000));
        Assert.Equal(130, process.ExitCode);
        Assert.Matches($@"^error: interrupted; the run is safe up to epoch \d+(, batch \d+)?\. Go on with: surprisal train --run {run} --resume\s*$", error);
        Assert.Equal(2, Checkpoints().Length);
    }

    [Fact]
    public void A_second_ctrl_c_ends_what_does_not_stop()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "signals are sent by kill");
        using var process = Start("train", "-", "--target", "y"); // waits for its input, whatever is asked
        Thread.Sleep(1000);
        for (int i = 0; i < 2; i++)
        {
            using var kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]);
            kill.WaitForExit();
            Thread.Sleep(300);
            Assert.Equal(i == 1, process.WaitForExit(i == 1 ? 20_000 : 0));
        }
        Assert.Equal(130, process.ExitCode); // as the shell says of one that SIGINT ended
    }

    [Fact]
    public void A_resumed_run_repeats_its_options_and_refuses_others_by_name()
    {
        string run = _tool.File("run"), iris = _tool.Iris();
        Assert.Equal(0, Tool.Run("train", iris, "--target", "species", "--model", "mlp", "--epochs", "3", "--hidden", "8,4", "--run", run, "--out", _tool.File("1")).Code);
        var resumed = Tool.Run("train", "--run", run, "--resume", "--out", _tool.File("2"), "--threads", "2");
        Assert.Equal("", resumed.Error);
        Assert.Contains("  going on after epoch 3\n", resumed.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(_tool.File("1")), File.ReadAllBytes(_tool.File("2")));
        Assert.Equal(0, Tool.Run("train", iris, "--target", "species", "--hidden", "8,4", "--run", run, "--resume").Code);

        const string toDo = ": leave it out, or begin another run in another folder";
        Tool.Fails(2, $"--seed 2 contradicts the run in {run}, which began without --seed{toDo}", "train", "--run", run, "--resume", "--seed", "2");
        Tool.Fails(2, $"--epochs 4 contradicts the run in {run}, which began with 3{toDo}", "train", "--run", run, "--resume", "--epochs", "4");
        Tool.Fails(2, $"digits contradicts the run in {run}, which began with {iris}{toDo}", "train", "digits", "--run", run, "--resume");
        Tool.Fails(1, $"{run}: holds a run already: go on with it by --resume, or name another folder", "train", "iris", "--run", run);
        Tool.Fails(1, $"{_tool.File("no")}: holds no run that could be resumed: there is no run.json in it; begin one without --resume", "train", "--run", _tool.File("no"), "--resume");
        Tool.Fails(2, "--resume goes on with a run: say which by --run DIR", "train", "--resume");
        Tool.Fails(2, "--checkpoint-minutes needs a folder for the checkpoints: give --run DIR as well", "train", "--checkpoint-minutes", "1");
        Tool.Fails(2, "--checkpoint-minutes must be a number above 0, got '0'", "train", "--run", "x", "--checkpoint-minutes", "0");
    }

    [Fact]
    public void A_file_that_has_changed_is_refused_by_its_name_and_hash()
    {
        string run = _tool.File("run"), iris = _tool.Iris();
        Assert.Equal(0, Tool.Run("train", iris, "--target", "species", "--model", "mlp", "--epochs", "2", "--run", run).Code);
        File.WriteAllText(iris, File.ReadAllText(iris).Replace("4.9", "4.8", StringComparison.Ordinal));
        Assert.Matches(
            @"^error: the data has changed since the run began: iris\.csv had hash [0-9a-f]{12}, now [0-9a-f]{12}; resume with what the run began with, or begin another run in another folder\s*$",
            Tool.Run("train", "--run", run, "--resume").Error);
    }

    [Fact]
    public void Folds_and_a_run_train_on_all_rows_in_the_folder()
    {
        Assert.Equal(0, Tool.Run("train", "iris", "--folds", "3", "--run", _tool.File("run")).Code);
        Assert.True(File.Exists(Path.Combine(_tool.File("run"), "classifier.safetensors")));
    }

    Process Start(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(CommandLine).Assembly.Location, .. args])
        {
            WorkingDirectory = _tool.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start)!;
    }
}
