using Surprisal.Data;

namespace Surprisal.Tests;

public sealed class ComparisonTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("surprisal").FullName;

    static readonly TrainingOptions s_small = new() { Model = ModelKind.Mlp, Hidden = [8], Epochs = 6, LearningRate = 0.01 };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Losses_that_are_the_same_function_differ_by_exactly_nothing()
    {
        var result = Run(Options("cross-entropy", "kl-divergence", "mse", "nll"))[0];
        ComparedPair[] same = [.. result.AccuracyPairs.Where(pair => pair.Verdict == PairVerdict.Identical)];
        Assert.Equal([("cross-entropy", "kl-divergence"), ("cross-entropy", "nll")], same.Select(pair => (pair.First, pair.Second)));
        Assert.All(same, pair => Assert.Equal(new MeanInterval(0, 0, 0), pair.Difference));
        Assert.All(same, pair => Assert.All(pair.Differences, difference => Assert.Equal(0, difference)));
        // Of three further names one is another function: one test is left.
        Assert.Equal(("cross-entropy", "mse"), result.AccuracyPairs.Where(pair => pair.Verdict != PairVerdict.Identical).Select(pair => (pair.First, pair.Second)).Single());
    }

    [Fact]
    public void All_losses_of_a_seed_begin_with_the_same_numbers_rows_and_batches()
    {
        // With steps of nothing the model stays what it was at the start, whatever the loss.
        var options = Options("cross-entropy", "mse", "hinge") with { Settings = [new("", s_small with { LearningRate = 1e-30, Optimizer = Optimizer.Sgd })] };
        var result = Run(options)[0];
        for (int seed = 0; seed < 3; seed++) Assert.Single(result.Losses.Select(loss => loss.Runs[seed].Fingerprint).Distinct());
        Assert.Equal(3, result.Losses[0].Runs.Select(run => run.Fingerprint).Distinct().Count());
    }

    [Fact]
    public void Its_figures_are_those_of_the_trainer_and_the_evaluator()
    {
        var run = Run(Options("cross-entropy", "mse"))[0].Losses[0].Runs[1];
        var table = TestData.IrisTable();
        var (known, heldOut) = table.Split([.. Enumerable.Range(0, table.Rows)], 0.2, seed: 2);
        var (training, validation) = table.Split(known, Trainer.ValidationShare(s_small), seed: 2);
        var data = table.Part(training, validation, heldOut);
        var expected = (SingleLabelEvaluation)Evaluator.Evaluate(Trainer.Fit(data, s_small with { Seed = 2 }).Classifier, data.HeldOut!);
        Assert.Equal((expected.Accuracy, expected.LogLoss, expected.Brier, expected.Reliability.Error), (run.Accuracy, run.LogLoss, run.Brier, run.CalibrationError));
        Assert.Equal(2, run.Seed);
    }

    [Fact]
    public void What_comes_out_does_not_depend_on_the_number_of_threads()
    {
        var options = Options("cross-entropy", "hinge", "mse");
        Assert.Equal(Fingerprints(Run(options with { Threads = 1 })), Fingerprints(Run(options with { Threads = 3 })));
    }

    [Fact]
    public void Learnt_means_95_percent_of_the_best_that_any_loss_of_the_seed_had()
    {
        var result = Run(Options("cross-entropy", "l1"))[0];
        for (int seed = 0; seed < 3; seed++)
        {
            double best = result.Losses.Max(loss => loss.Runs[seed].Epochs.Max(epoch => epoch.Accuracy));
            foreach (var loss in result.Losses)
                Assert.Equal(loss.Runs[seed].Epochs.Where(epoch => epoch.Accuracy >= 0.95 * best).Select(epoch => (int?)epoch.Epoch).FirstOrDefault(), loss.EpochsToLearn[seed]);
        }
    }

    [Fact]
    public void A_search_tries_the_same_ways_for_every_loss_and_tells_which_it_chose()
    {
        var result = Run(Options("cross-entropy", "kl-divergence") with { Trials = 4, Seeds = 2 })[0];
        Assert.Equal(result.Losses[0].Runs.Select(run => run.Tuned), result.Losses[1].Runs.Select(run => run.Tuned));
        Assert.All(result.Losses[0].Runs, run => Assert.StartsWith("learning rate ", run.Tuned, StringComparison.Ordinal));
    }

    [Fact]
    public void A_run_that_breaks_down_is_told_and_the_others_go_on()
    {
        var result = Run(Options("cross-entropy", "cubed-hinge") with { Settings = [new("", s_small with { LearningRate = 1e6, Optimizer = Optimizer.Sgd, Patience = 0, Epochs = 30 })] })[0];
        Assert.Contains(result.Losses[1].Runs, run => run.Failure is not null && run.Failure.Contains("learning rate", StringComparison.Ordinal));
        Assert.Null(result.Losses[1].LogLoss);
        Assert.Equal([1, 2, 3], result.Seeds);
    }

    [Fact]
    public void A_comparison_that_was_cut_off_goes_on_to_the_same_result()
    {
        var options = Options("cross-entropy", "mse", "hinge");
        using (var begun = ComparisonFolder.Create(_folder, "compare")) Run(options, begun);
        string path = Path.Combine(_folder, "runs.jsonl");
        string[] lines = File.ReadAllLines(path);
        Assert.Equal(9, lines.Length);
        File.WriteAllText(path, string.Join('\n', lines[..4]) + "\n" + lines[4][..20]);
        using var resumed = ComparisonFolder.Resume(_folder);
        Assert.Equal(Fingerprints(Run(options)), Fingerprints(Run(options, resumed)));
        Assert.Equal(4, resumed.Resumed);
        Assert.Equal(lines[..4], File.ReadAllLines(path)[..4]);
        Assert.Equal(9, File.ReadAllLines(path).Length);
    }

    [Fact]
    public void Other_options_are_refused_by_name()
    {
        using (var begun = ComparisonFolder.Create(_folder, "compare")) Run(Options("cross-entropy", "mse"), begun);
        Refuses("seeds was 3 and is now 4; ", Options("cross-entropy", "mse") with { Seeds = 4 });
        Refuses("losses was cross-entropy mse and is now mse cross-entropy; ", Options("mse", "cross-entropy"));
        Refuses("label noise was 0 and is now 0.1; ", Options("cross-entropy", "mse") with { Settings = [new("", s_small) { LabelNoise = 0.1 }] });
        Refuses("hidden was 8 and is now 9; ", Options("cross-entropy", "mse") with { Settings = [new("", s_small with { Hidden = [9] })] });
        Assert.StartsWith($"{_folder}: holds a run already", Assert.Throws<TrainingException>(() => ComparisonFolder.Create(_folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_line_is_named()
    {
        using (var begun = ComparisonFolder.Create(_folder, "compare")) Run(Options("cross-entropy", "mse"), begun);
        string path = Path.Combine(_folder, "runs.jsonl");
        string[] lines = File.ReadAllLines(path);
        lines[2] = lines[2][5..];
        File.WriteAllLines(path, lines);
        Refuses($"{path}:3: is damaged; ", Options("cross-entropy", "mse"));
    }

    [Fact]
    public void A_budget_leaves_out_whole_seeds()
    {
        var result = Run(Options("cross-entropy", "mse") with { Budget = TimeSpan.Zero })[0];
        Assert.Equal((0, 3, 0), (result.Seeds.Count, result.SeedsLeftOut, result.AccuracyPairs.Count));
    }

    [Fact]
    public void What_cannot_be_compared_is_refused_in_one_line()
    {
        Assert.Equal("a comparison needs two losses or more, got 1", Refusal(Options("mse")));
        Assert.Equal("mse is given twice: a loss differs from itself by nothing", Refusal(Options("mse", "mse")));
        Assert.StartsWith("no row is held out to judge by", Refusal(Options("mse", "hinge") with { HeldOut = 0 }), StringComparison.Ordinal);
        Assert.StartsWith("in a comparison every loss stops by itself", Refusal(Options("mse", "hinge") with { Settings = [new("", s_small with { StopBy = StopMetric.Accuracy })] }), StringComparison.Ordinal);
        Assert.StartsWith("a comparison mixes no rows", Refusal(Options("mse", "hinge") with { Settings = [new("", s_small with { Mixup = 0.4 })] }), StringComparison.Ordinal);
    }

    [Fact]
    public void Several_labels_are_refused()
    {
        var table = DataTable.FromRecords(Enumerable.Range(0, 20).Select(i => new { x = i, a = i % 2, b = i % 3 % 2 }));
        var labels = TrainingTable.Of(table, ["a", "b"], new());
        Assert.StartsWith("a comparison needs one class a row, and these rows have several labels", Assert.Throws<TrainingException>(() => Comparison.Run(labels, Options("mse", "hinge"))).Message, StringComparison.Ordinal);
    }

    static ComparisonOptions Options(params string[] losses) => new() { Losses = [.. losses.Select(ComparedLoss.Parse)], Settings = [new("", s_small)], Seeds = 3, Threads = 2 };

    static IReadOnlyList<ComparisonResult> Run(ComparisonOptions options, ComparisonFolder? folder = null) => Comparison.Run(TestData.IrisTable(), options, folder);

    static string Refusal(ComparisonOptions options) => Assert.Throws<TrainingException>(() => Run(options)).Message;

    void Refuses(string beginning, ComparisonOptions options)
    {
        using var folder = ComparisonFolder.Resume(_folder);
        Assert.StartsWith(beginning, Assert.Throws<TrainingException>(() => Run(options, folder)).Message, StringComparison.Ordinal);
    }

    static string[] Fingerprints(IReadOnlyList<ComparisonResult> results) =>
        [.. results.SelectMany(result => result.Losses).SelectMany(loss => loss.Runs).Select(run => $"{run.Loss} {run.Seed} {run.Fingerprint} {run.Accuracy:R} {run.LogLoss:R} {string.Join(';', run.Epochs)}")];
}
