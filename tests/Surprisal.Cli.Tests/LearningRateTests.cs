using System.Text.Json;

namespace Surprisal.Cli.Tests;

public class LearningRateTests
{
    [Fact]
    public void The_finder_draws_the_losses_and_suggests_a_rate()
    {
        var result = Tool.Run("train", "iris", "--model", "mlp", "--find-lr");
        Assert.Equal((0, ""), (result.Code, result.Error));
        string[] lines = result.Output.TrimEnd().Split('\n');
        Assert.Equal("learning rate   loss, nats", lines[0]);
        string chosen = Assert.Single(lines, line => line.Contains('←'));
        Assert.Equal($"Try --learning-rate {chosen.Trim().Split(' ')[0]}.", lines[^1]);
    }

    [Fact]
    public void Its_json_holds_every_trial()
    {
        using var json = JsonDocument.Parse(Tool.Run("train", "iris", "--model", "mlp", "--find-lr", "--format", "json").Output);
        double suggestion = json.RootElement.GetProperty("suggestion").GetDouble();
        Assert.Contains(json.RootElement.GetProperty("trials").EnumerateArray(), trial => trial.GetProperty("learning_rate").GetDouble() == suggestion);
    }

    [Theory]
    [InlineData("a linear model has no learning rate: L-BFGS finds its steps by itself; choose a network", "--find-lr")]
    [InlineData("--find-lr trains nothing that could be kept: leave out --out, --report, --run, --folds, --tune and --stream", "--model", "mlp", "--find-lr", "--folds", "3")]
    [InlineData("--ema must be a number from 0 up to but not including 1, got '1'", "--model", "mlp", "--ema", "1")]
    public void What_cannot_be_is_one_line(string message, params string[] options)
    {
        var result = Tool.Run(["train", "iris", .. options]);
        Assert.NotEqual(0, result.Code);
        Assert.Equal($"error: {message}\n", result.Error);
    }

    [Fact]
    public void What_an_epoch_is_chosen_by_is_named_with_its_value() =>
        Assert.Matches(@", validation \d\.\d{4}, accuracy \d\.\d{4}\)", Tool.Run("train", "iris", "--model", "mlp", "--stop-by", "accuracy", "--ema", "0.9").Output);
}
