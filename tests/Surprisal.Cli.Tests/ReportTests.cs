namespace Surprisal.Cli.Tests;

/// <summary>What --report writes, and what it refuses.</summary>
public sealed class ReportTests : IDisposable
{
    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    string Reported(params string[] call)
    {
        string path = _tool.File("out.html");
        var result = Tool.Run([.. call, "--report", path]);
        Assert.Equal("", result.Error);
        Assert.Equal(0, result.Code);
        return File.ReadAllText(path);
    }

    [Fact]
    public void Train_tells_what_was_run_the_figures_the_curves_and_the_surprising_rows()
    {
        string html = Reported("train", "iris", "--model", "mlp", "--epochs", "5", "--patience", "2");
        foreach (string expected in (string[])[
            "<dd>surprisal train iris --model mlp --epochs 5 --patience 2 --report ", "<dt>seed</dt><dd>1</dd>", "30 rows held out", "<dt>log-loss</dt>", "Loss by epoch</figcaption>", "best epoch ",
            "Learning rate</figcaption>", "Confusion matrix", "Precision, recall and F1 of each class", "Reliability of", "<h2>Most surprising rows</h2>", "sepal_length "])
            Assert.Contains(expected, html, StringComparison.Ordinal);
    }

    [Fact]
    public void The_text_names_the_report_and_json_stays_one_object()
    {
        string path = _tool.File("out.html");
        Assert.Contains($"Report: {path}", Tool.Run("train", "iris", "--report", path).Output, StringComparison.Ordinal);
        Assert.StartsWith("{", Tool.Run("train", "iris", "--report", path, "--format", "json").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_shows_digits_as_pictures()
    {
        string model = _tool.File("d.safetensors");
        Assert.Equal(0, Tool.Run("train", "digits", "--out", model).Code);
        string html = Reported("evaluate", model, "digits");
        Assert.Contains("<title>d.safetensors on digits</title>", html, StringComparison.Ordinal);
        Assert.Equal(24, html.Split("data:image/png").Length - 1);
    }

    [Fact]
    public void Labels_and_soft_labels_have_sections_of_their_own()
    {
        string labels = "a,b,x\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i % 2},{i / 2 % 2},{i % 7}\n"));
        string html = Reported("train", _tool.Write("labels.csv", labels), "--target", "a,b");
        Assert.Contains("Log-loss of each label", html, StringComparison.Ordinal);
        Assert.Contains("rows with every label right", html, StringComparison.Ordinal);
        string soft = "a,b,x\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"0.{1 + i % 8},0.{9 - i % 8},{i % 7}\n"));
        html = Reported("train", _tool.Write("soft.csv", soft), "--target", "a,b");
        Assert.Contains("<h2>Soft labels</h2>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Folds_alone_train_a_model_for_the_report()
    {
        string html = Reported("train", "iris", "--folds", "3");
        Assert.Contains("3 folds, each held out once", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_search_is_told_with_what_it_took() => Assert.Matches("<dt>search</dt><dd>2 ways tried, 30 rows [^<]*; taken: --c ", Reported("train", "iris", "--tune", "2"));

    [Fact]
    public void A_stream_is_reported_too() => Assert.Contains("in one pass", Reported("train", _tool.Iris(), "--target", "species", "--stream"), StringComparison.Ordinal);

    [Fact]
    public void Names_of_classes_and_files_are_only_text()
    {
        string hostile = "name,x\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{(i % 2 == 0 ? "<script>alert(1)</script>" : "\"><img src=x>")},{i % 2 + i % 3}\n").Select(line => line.Replace("\"", "\"\"", StringComparison.Ordinal).Insert(0, "\"").Replace(",", "\",", StringComparison.Ordinal)));
        string html = Reported("train", _tool.Write("<b>.csv", hostile), "--target", "name");
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img src=x", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", html, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_tells_the_best_loss_the_differences_and_the_curves()
    {
        string html = Reported("compare", "iris", "--losses", "cross-entropy,mse,kl-divergence", "--model", "mlp", "--epochs", "4", "--seeds", "2");
        foreach (string expected in (string[])[
            "<title>iris, mlp 128,64: 3 losses compared</title>", "<dt>best accuracy</dt>", "Accuracy of each loss, with 95 % intervals", "Differences in accuracy, seed by seed", ">identical</text>",
            "Accuracy on the rows held out, by epoch", "epochs to 95 %</th>", "<h2>How to read this</h2>"])
            Assert.Contains(expected, html, StringComparison.Ordinal);
    }

    [Fact]
    public void The_lab_tells_question_verdict_numbers_and_chart()
    {
        string html = Reported("lab", "why-log");
        foreach (string expected in (string[])["<title>Why the logarithm, and not the product of the probabilities?</title>", "Measured: A product of 1,000", ">never</td>", "−ln of the probability of all answers so far</figcaption>"])
            Assert.Contains(expected, html, StringComparison.Ordinal);
        Assert.Contains("<dt>floor H(Y|X)</dt><dd>0.3251 nats</dd>", Reported("lab", "--data", "xor", "--rows", "200", "--model", "linear"), StringComparison.Ordinal);
        Tool.Fails(2, "--report goes with an experiment or --data; a list has nothing to draw", "lab", "--list", "--report", _tool.File("list.html"));
    }

    [Fact]
    public void Explain_tells_the_steps_the_pulls_and_several_losses_side_by_side()
    {
        string[] call = ["explain", "--logits", "4.6,-2.1,0.3", "--target", "1", "--classes", "cat,<dog>,plane"];
        string html = Reported(call);
        foreach (string expected in (string[])["<h2>Step by step</h2>", "exp(z − max)</th>", "Which class is pulled how hard", "Probabilities before and after a step of 1 down the gradient", "<dt>answer</dt><dd>&lt;dog&gt;</dd>"])
            Assert.Contains(expected, html, StringComparison.Ordinal);
        html = Reported([.. call, "--losses", "cross-entropy,focal:gamma=1,hinge"]);
        Assert.Contains("<h2>Side by side</h2>", html, StringComparison.Ordinal);
        Assert.Contains("<h2>focal:gamma=1</h2>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_tells_what_several_rows_come_to()
    {
        string html = Reported("explain", "--logits", "0,0;0,0", "--target", "0;1");
        // −ln ½ each.
        Assert.Contains("<dt>cross-entropy, the mean</dt><dd>0.6931 nats</dd>", html, StringComparison.Ordinal);
        Assert.Contains("What each row costs</figcaption>", html, StringComparison.Ordinal);
        Assert.Contains("<h2>Row 1</h2>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void An_older_report_is_replaced_and_anything_else_is_not()
    {
        string path = _tool.Write("out.html", "<!doctype html>old");
        Assert.DoesNotContain("old", Reported("train", "iris")[..20], StringComparison.Ordinal);
        string data = _tool.Iris();
        string before = File.ReadAllText(data);
        Tool.Fails(1, $"{data}: is there already and is no HTML file; name another file for the report, or remove it", "train", data, "--target", "species", "--report", data);
        Assert.Equal(before, File.ReadAllText(data));
        Assert.StartsWith("<!DOCTYPE html>", File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_written_is_refused_before_anything_is_trained()
    {
        string nowhere = Path.Combine(_tool.Folder, "none", "out.html");
        Tool.Fails(1, $"{nowhere}: there is no folder {Path.GetDirectoryName(nowhere)}", "train", "iris", "--report", nowhere);
        Tool.Fails(1, $"{_tool.Folder}: is a folder, expected a file name for the report", "train", "iris", "--report", _tool.Folder);
        string both = _tool.File("both");
        Tool.Fails(2, $"--report and --out both name {both}: give one of them another name", "train", "iris", "--report", both, "--out", both);
    }
}
