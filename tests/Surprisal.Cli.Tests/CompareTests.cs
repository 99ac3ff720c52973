using System.Text.Json;
using System.Text.RegularExpressions;

namespace Surprisal.Cli.Tests;

public sealed partial class CompareTests : IDisposable
{
    static readonly string[] s_small = ["compare", "iris", "--model", "mlp", "--hidden", "8", "--epochs", "5", "--learning-rate", "0.03", "--seeds", "3"];

    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void What_a_comparison_prints_is_what_it_was()
    {
        var result = Tool.Run([.. s_small, "--losses", "cross-entropy,kl-divergence,mse,cross-entropy:label-smoothing=0.1,z-loss=0.0001,focal:gamma=1"]);
        Assert.Equal((0, ""), (result.Code, result.Error));
        Snapshot.Matches("compare-iris", Untimed(result.Output));
    }

    [Fact]
    public void One_seed_has_no_interval_and_says_so()
    {
        string output = Tool.Run("compare", "iris", "--seeds", "1").Output;
        Assert.Contains("One seed: there is no interval, and no difference can be told from luck. Give --seeds 10.", output, StringComparison.Ordinal);
        Assert.DoesNotContain("±", output, StringComparison.Ordinal);
    }

    [Fact]
    public void As_json_it_has_every_run_with_its_epochs_and_every_pair()
    {
        using var json = JsonDocument.Parse(Tool.Run([.. s_small, "--losses", "cross-entropy,mse,hinge", "--label-noise", "0.2", "--format", "json"]).Output);
        var comparison = json.RootElement.GetProperty("comparisons").EnumerateArray().Single();
        Assert.Equal("surprisal compare iris --model=mlp --hidden=8 --epochs=5 --learning-rate=0.03 --seeds=3 --losses=cross-entropy,mse,hinge --label-noise=0.2", json.RootElement.GetProperty("command").GetString());
        Assert.Equal(0.2, comparison.GetProperty("label_noise").GetDouble());
        Assert.Equal(3, comparison.GetProperty("accuracy_pairs").GetArrayLength());
        Assert.Equal(0, comparison.GetProperty("log_loss_pairs").GetArrayLength());
        var losses = comparison.GetProperty("losses").EnumerateArray().ToArray();
        Assert.Equal(["cross-entropy", "mse", "hinge"], losses.Select(loss => loss.GetProperty("loss").GetString()));
        Assert.Equal(JsonValueKind.Null, losses[1].GetProperty("log_loss").ValueKind);
        Assert.All(losses, loss => Assert.All(loss.GetProperty("runs").EnumerateArray(), run => Assert.Equal(5, run.GetProperty("epochs").GetArrayLength())));
        // Each mean is that of the runs beside it.
        Assert.All(losses, loss => Assert.Equal(
            loss.GetProperty("runs").EnumerateArray().Average(run => run.GetProperty("accuracy").GetDouble()), loss.GetProperty("accuracy").GetProperty("mean").GetDouble(), 1e-12));
    }

    [Fact]
    public void A_resumed_comparison_needs_no_options_and_prints_the_same()
    {
        string run = _tool.File("run"), whole = Tool.Run([.. s_small, "--run", run]).Output, path = Path.Combine(run, "runs.jsonl");
        string[] lines = File.ReadAllLines(path);
        File.WriteAllText(path, string.Join('\n', lines[..5]) + "\n" + lines[5][..9]);
        string resumed = Tool.Run("compare", "--resume", "--run", run).Output.Replace($"5 runs were in {run} already.{Environment.NewLine}", "", StringComparison.Ordinal);
        Assert.Equal(Untimed(whole), Untimed(resumed));
        Tool.Fails(2, $"--seeds 4 contradicts the run in {run}, which began with 3: leave it out, or begin another run in another folder", "compare", "--resume", "--run", run, "--seeds", "4");
        Tool.Fails(1, $"{run}: holds a run already: go on with it by --resume, or name another folder", [.. s_small, "--run", run]);
        Tool.Fails(2, $"{run}: was begun by surprisal compare, not by train", "train", "--resume", "--run", run);
    }

    [Fact]
    public void The_study_of_1702_05659_has_its_losses_at_every_depth_with_and_without_noise()
    {
        using var json = JsonDocument.Parse(Tool.Run("compare", "iris", "--preset", "janocha", "--epochs", "1", "--hidden", "4", "--seeds", "1", "--format", "json").Output);
        var comparisons = json.RootElement.GetProperty("comparisons").EnumerateArray().ToArray();
        Assert.Equal(10, comparisons.Length);
        Assert.All(comparisons, comparison => Assert.Equal(12, comparison.GetProperty("losses").GetArrayLength()));
        Assert.Equal([0, 0, 0, 0, 0, 0.2, 0.2, 0.2, 0.2, 0.2], comparisons.Select(comparison => comparison.GetProperty("label_noise").GetDouble()));
    }

    [Fact]
    public void A_budget_says_what_it_leaves_out()
    {
        var result = Tool.Run([.. s_small, "--budget", "0.0000001"]);
        Assert.Equal((0, ""), (result.Code, result.Error));
        Assert.Contains("The budget was over: 3 seeds are left out, 0 finished with every loss", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "--losses: 'focl' is not a loss; did you mean 'focal'?", "--losses", "mse,focl")]
    [InlineData(2, "--losses: 'gama' is not an option of focal. Options: gamma.", "--losses", "mse,focal:gama=1")]
    [InlineData(1, "a comparison needs two losses or more, got 1", "--losses", "mse")]
    [InlineData(1, "mse is given twice: a loss differs from itself by nothing", "--losses", "mse,mse")]
    [InlineData(2, "--preset trains perceptrons of its own depths: leave out --model, or --preset", "--preset", "janocha", "--model", "linear")]
    [InlineData(2, "--preset sets the number of hidden layers: --hidden takes one size for all of them, got 3,4", "--preset", "janocha", "--hidden", "3,4")]
    [InlineData(2, "--label-noise must be a number from 0 up to but not including 1, got '1'", "--label-noise", "1")]
    [InlineData(2, "--resume goes on with a run: say which by --run DIR", "--resume")]
    [InlineData(2, "'--loss' is not an option of compare; did you mean '--losses'?", "--loss", "mse")]
    public void What_does_not_fit_is_refused(int code, string message, params string[] arguments) => Tool.Fails(code, message, ["compare", "iris", .. arguments]);

    // The time is the last column of the losses' table.
    static string Untimed(string output) => Seconds().Replace(output.ReplaceLineEndings("\n"), "#");

    [GeneratedRegex(@"(?<=  )\d+\.\d\d(?=\n)")]
    private static partial Regex Seconds();
}
