using System.Text.Json;
using Surprisal.Data;

namespace Surprisal.Tests;

public sealed class RunFolderTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_in_a_folder_learns_what_one_without_learns_and_keeps_it_there()
    {
        float[] plain = Runs.Values(Trainer.Fit(Runs.Iris, Runs.Options));
        Assert.Equal(plain, Runs.Begin(_folder["run"]));
        string[] names = [.. Directory.GetFiles(_folder["run"]).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
        Assert.Equal([".lock", "checkpoint-00000032.safetensors", "checkpoint-00000048.safetensors", "classifier.safetensors"], names[..4]); // 108 rows in batches of 7
        Assert.StartsWith("events.out.tfevents.", names[4], StringComparison.Ordinal);
        Assert.Equal(["metrics.jsonl", "run.json"], names[5..]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void A_run_stopped_again_and_again_learns_the_same_bytes_on_other_numbers_of_threads(int patience)
    {
        var options = Runs.Options with { Epochs = 60, Patience = patience, LearningRate = 1e-4 };
        if (patience > 0) options = options with { Optimizer = Optimizer.Sgd with { Nesterov = true }, Schedule = Schedule.Cosine, Ema = 0.99 };
        Trainer.Fit(Runs.Iris, options with { Layers = Layers(int.MaxValue, new()) }).Classifier.Save(_folder["plain"]);
        int stops = 0;
        while (!Ran(options with { Threads = 1 + stops % 3 }, batches: 99)) stops++;
        Assert.Equal(60 * 16 / 99, stops); // epochs of 16 batches, each of which is learnt from once
        Assert.Equal(File.ReadAllBytes(_folder["plain"]), File.ReadAllBytes(_folder["stopped"]));
    }

    bool Ran(TrainingOptions options, int batches)
    {
        using var stop = new CancellationTokenSource();
        using var folder = File.Exists(Path.Combine(_folder["run"], "run.json")) ? RunFolder.Resume(_folder["run"]) : RunFolder.Create(_folder["run"]);
        try
        {
            Trainer.Fit(Runs.Iris, options with { Layers = Layers(batches, stop) }, folder, stop: stop.Token).Classifier.Save(_folder["stopped"]);
            return true;
        }
        catch (OperationCanceledException)
        {
            Assert.StartsWith("epoch ", folder.Saved, StringComparison.Ordinal);
            return false;
        }
    }

    static Func<ExampleShape, int, Sequential> Layers(int batches, CancellationTokenSource stop) =>
        (shape, outputs) => new Sequential(new Dense(shape.Count, 24), new Relu(24), new BatchNorm(24), new Alarm(24, stop, batches), new Dense(24, outputs));

    [Fact]
    public void A_finished_run_is_resumed_at_its_end()
    {
        float[] first = Runs.Begin(_folder["run"]);
        var (second, notices) = Runs.Resume(_folder["run"]);
        Assert.Equal(first, second);
        Assert.Equal(["going on after epoch 3"], notices);
    }

    [Fact]
    public void A_checkpoint_within_an_epoch_is_written_when_the_last_is_old()
    {
        using (var folder = RunFolder.Create(_folder["run"]))
        {
            folder.CheckpointEvery = TimeSpan.Zero;
            Trainer.Fit(Runs.Iris, Runs.Options, folder);
        }
        string[] names = [.. Runs.Checkpoints(_folder["run"]).Select(path => Path.GetFileName(path))];
        Assert.Equal(["checkpoint-00000047.safetensors", "checkpoint-00000048.safetensors"], names);
    }

    [Fact]
    public void A_linear_model_keeps_its_figures_and_its_classifier()
    {
        var options = TrainingOptions.Default;
        float[] values = Runs.Begin(_folder["run"], options);
        Assert.Equal(values, Classifier.Load(Path.Combine(_folder["run"], "classifier.safetensors")).Model.Values().ToArray());
        using var metrics = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder["run"], "metrics.jsonl")));
        Assert.Equal(Trainer.Fit(Runs.Iris, options).Objective, metrics.RootElement.GetProperty("objective").GetDouble());
        var (again, notices) = Runs.Resume(_folder["run"], options);
        Assert.Equal(values, again);
        Assert.Equal(["no checkpoint yet: the training begins anew"], notices);
    }

    [Fact]
    public void The_classifier_in_the_folder_is_the_best_one()
    {
        float[] best = Runs.Begin(_folder["run"], Runs.Options with { Epochs = 200, Patience = 3, LearningRate = 0.1 });
        Assert.Equal(best, Classifier.Load(Path.Combine(_folder["run"], "classifier.safetensors")).Model.Values().ToArray());
        string[] lines = File.ReadAllLines(Path.Combine(_folder["run"], "metrics.jsonl"));
        double[] losses = [.. lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("validation_loss").GetDouble())];
        Assert.Equal(losses.Min(), losses[^4]); // it stopped three epochs later
    }

    [Fact]
    public void A_folder_holds_one_run_and_one_process()
    {
        string path = _folder["run"];
        Runs.Begin(path);
        Assert.Equal($"{path}: holds a run already: go on with it by --resume, or name another folder", Runs.Refused(() => RunFolder.Create(path)));
        Assert.Equal($"{_folder["other"]}: holds no run that could be resumed: there is no run.json in it; begin one without --resume", Runs.Refused(() => RunFolder.Resume(_folder["other"])));
        using RunFolder one = RunFolder.Resume(path), two = RunFolder.Resume(path);
        one.Open(Runs.Iris, Runs.Options);
        Assert.Equal($"{path}: another process is training there", Runs.Refused(() => two.Open(Runs.Iris, Runs.Options)));
        File.WriteAllText(_folder["file"], "");
        Assert.Equal($"{_folder["file"]}: is a file, expected a folder for the run", Runs.Refused(() => RunFolder.Create(_folder["file"])));
        Assert.False(Directory.Exists(_folder["other"]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{\"version\": 1, \"command\": [3]}")]
    [InlineData("[1, 2")]
    public void A_damaged_run_json_is_refused(string text)
    {
        Directory.CreateDirectory(_folder["run"]);
        string path = Path.Combine(_folder["run"], "run.json");
        File.WriteAllText(path, text);
        Assert.Equal($"{path}: is damaged, or was not written by a training", Runs.Refused(() => RunFolder.Resume(_folder["run"])));
    }
}
