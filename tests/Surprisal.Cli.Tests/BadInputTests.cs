namespace Surprisal.Cli.Tests;

public sealed class BadInputTests : IDisposable
{
    const int BadData = 1, BadUsage = 2;
    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Theory]
    [InlineData("'trian' is not a command; did you mean 'train'?", "trian")]
    [InlineData("'--epocs' is not an option of train; did you mean '--epochs'?", "train", "--epocs", "3")]
    [InlineData("'b' is one argument too many for train; see surprisal train --help", "train", "a", "b")]
    [InlineData("--epochs must be a whole number of 1 or more, got 'x'", "train", "--epochs", "x")]
    [InlineData("--threads must be a whole number of 1 or more, got '0'", "train", "--threads", "0")]
    [InlineData("--c must be a number above 0, got '-1'", "train", "--c", "-1")]
    [InlineData("--c must be a number above 0, got 'NaN'", "train", "--c", "NaN")]
    [InlineData("--validation must be a number from 0 up to but not including 1, got '1'", "train", "--validation", "1")]
    [InlineData("--model must be linear or mlp or tabular or conv or resnet-small, got 'foo'", "train", "--model", "foo")]
    [InlineData("--hidden must be sizes from 1 to 65536 such as 128,64, got 'x'", "train", "--model", "mlp", "--hidden", "1,x")]
    [InlineData("--c and --l2 say the same twice: --l2 is 1/C; give one of them", "train", "--c", "1", "--l2", "1")]
    [InlineData("--l2 must be above 0 for a linear model: without a penalty it may have no optimum", "train", "--l2", "0")]
    [InlineData("--loss: 'focl' is not a loss; did you mean 'focal'?", "train", "--loss", "focl")]
    [InlineData("--loss: 'logistic' is not a loss. Losses: abs-normalised, asymmetric, binary-cross-entropy, binary-focal, cauchy-schwarz, cross-entropy, cubed-hinge, expectation-l1, expectation-l2, expectation-linf, focal, generalized-cross-entropy, hinge, huber, kl-divergence, l1, log-squared, mse, nll, ova-hinge, poly, sigmoid-distance, smooth-l1, spherical, squared-hinge, symmetric-cross-entropy, tanimoto.", "train", "--loss", "logistic")]
    [InlineData("'huger' is not a loss; did you mean 'huber'?", "probe", "huger:delta=2")]
    [InlineData("focal: gamma must lie in [0, 1E+300], got -1", "probe", "focal:gamma=-1")]
    [InlineData("DATA is missing, as in: surprisal predict iris.safetensors iris.csv; see surprisal predict --help", "predict", "model.safetensors")]
    [InlineData("Required argument missing for option: '--epochs'", "train", "--epochs")]
    public void A_wrong_call_says_what_would_be_right(string message, params string[] args) => Tool.Fails(BadUsage, message, args);

    [Fact]
    public void Data_that_cannot_be_used_is_named()
    {
        string iris = _tool.Iris();
        Tool.Fails(BadData, "column 'specie' is not in iris; did you mean 'species'?", "train", "iris", "--target", "specie");
        Tool.Fails(BadData, "mse does not fit a column of classes; losses that do: cauchy-schwarz, cross-entropy, expectation-l1, expectation-l2, expectation-linf, focal, generalized-cross-entropy, log-squared, poly, spherical, symmetric-cross-entropy, tanimoto", "train", "iris", "--loss", "mse");
        Tool.Fails(BadData, "conv needs pictures, but an example is a list of 4 features: use mlp or linear", "train", "iris", "--model", "conv", "--format", "json");
        Tool.Fails(BadData, $"{_tool.File("none.csv")} is not there", "train", _tool.File("none.csv"), "--target", "y");
        Tool.Fails(BadData, "iris.csv: no target column is given (--target COLUMN); columns: sepal_length, sepal_width, petal_length, petal_width, species", "train", iris);
        Tool.Fails(BadData, "e.csv: is empty", "train", _tool.Write("e.csv", ""), "--target", "y");
        Tool.Fails(BadData, "h.csv: has a header and no rows", "train", _tool.Write("h.csv", "x,y\n"), "--target", "y");
        Tool.Fails(BadData, "r.csv:3: 2 columns expected, got 3: \"2,b,c\"", "train", _tool.Write("r.csv", "x,y\n1,a\n2,b,c\n"), "--target", "y");
    }

    [Fact]
    public void A_class_that_training_never_saw_is_named_with_its_place()
    {
        string iris = _tool.Iris(), test = _tool.Write("t.csv", File.ReadAllText(iris).Replace("6.7,3.0,5.2,2.3,virginica", "6.7,3.0,5.2,2.3,orchid", StringComparison.Ordinal));
        string model = _tool.File("m.safetensors");
        var result = Tool.Run("train", iris, "--target", "species", "--test", test, "--format", "json", "--out", model);
        Assert.Equal(BadData, result.Code);
        Assert.Contains("t.csv:147: column 'species': class \"orchid\"", result.Error, StringComparison.Ordinal);
        Assert.Equal("", result.Output);
        Assert.False(File.Exists(model));
    }

    [Fact]
    public void A_model_that_is_none_or_does_not_fit_is_refused()
    {
        string iris = _tool.Iris(), model = _tool.File("m.safetensors");
        Tool.Fails(BadData, $"{model}: could not be read: no such file", "predict", model, iris);
        Assert.Equal(0, Tool.Run("train", iris, "--target", "species", "--out", model).Code);
        Tool.Fails(BadData, "digits: columns of the model are missing: sepal_length, sepal_width, petal_length, petal_width", "evaluate", model, "digits");
        byte[] whole = File.ReadAllBytes(model);
        File.WriteAllBytes(model, whole[..^10]);
        var cut = Tool.Run("predict", model, iris);
        Assert.Equal((BadData, ""), (cut.Code, cut.Output));
        Assert.StartsWith($"error: {model}: ", cut.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_written_leaves_the_old_file_and_nothing_beside_it()
    {
        string iris = _tool.Iris(), old = _tool.Write("old.csv", "as it was");
        Tool.Fails(BadData, $"{_tool.File("no")}/m: there is no folder {_tool.File("no")}", "train", "iris", "--out", _tool.File("no") + "/m");
        Tool.Fails(BadData, $"{_tool.Folder}: is a folder, expected a file name for the classifier", "train", "iris", "--out", _tool.Folder);
        string model = _tool.File("m.safetensors");
        Assert.Equal(0, Tool.Run("train", iris, "--target", "species", "--out", model).Code);
        string broken = _tool.Write("broken.csv", File.ReadAllText(iris).Replace("5.9,3.0,5.1,1.8,virginica", "5.9,3.0,oops,1.8,virginica", StringComparison.Ordinal));
        var result = Tool.Run("predict", model, broken, "--out", old);
        Assert.Equal(BadData, result.Code);
        Assert.Contains("broken.csv:151: column 'petal_length': \"oops\"", result.Error, StringComparison.Ordinal);
        Assert.Equal("as it was", File.ReadAllText(old));
        Assert.Equal(["broken.csv", "iris.csv", "m.safetensors", "old.csv"], Directory.GetFileSystemEntries(_tool.Folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void A_full_disk_is_said()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "/dev/full is Linux's");
        Tool.Fails(BadData, "/dev/full: could not be written: No space left on device", "train", "iris", "--format", "json", "--out", "/dev/full");
    }
}
