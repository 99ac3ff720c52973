using System.CommandLine;

namespace Surprisal.Cli;

/// <summary><c>surprisal train DATA --target COL</c>: the options; <see cref="TrainRun"/> does the work.</summary>
static class TrainCommand
{
    const string F1 = "f1";
    static readonly Func<double, bool> s_positive = x => x > 0 && double.IsFinite(x);

    public static Command Create()
    {
        var data = new Argument<string>("DATA")
        {
            Description = "CSV, TSV (gzip or not), an IDX folder such as MNIST's, NPY, - for standard input, or the built-in digits or iris [digits]",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var target = CommonOptions.Columns("--target", "the column to learn; several 0/1 columns for multi-label, several probability columns for soft labels; for NPY a file");
        var test = CommonOptions.Text("--test", "FILE", "report on this file instead of on rows held out");
        var result = CommonOptions.Text("--out", "FILE", "save the classifier there (.safetensors)");
        var model = CommonOptions.Choice(
            "--model", "linear: the exact optimum by L-BFGS; mlp: hidden layers with ReLU, by AdamW [linear]", ("linear", ModelKind.Linear), ("mlp", ModelKind.Mlp));
        var hidden = CommonOptions.Columns("--hidden", "mlp: sizes of the hidden layers [128,64]");
        var loss = CommonOptions.Text("--loss", "NAME:option=value", "the loss; by default it follows from the target: cross-entropy, or binary-cross-entropy for 0/1 columns");
        var c = CommonOptions.Real("--c", "above 0", s_positive, "linear: weight of the losses against ½‖weights‖², as in scikit-learn [1]");
        var l2 = CommonOptions.Real("--l2", "of 0 or more", x => x >= 0 && double.IsFinite(x), "linear: 1/C, instead of --c; mlp: weight decay [0.01]");
        var epochs = CommonOptions.Number("--epochs", 1, "mlp: passes over the training rows, at most [30]");
        var patience = CommonOptions.Number("--patience", 0, "mlp: stop after that many epochs without a better loss on a tenth of the training rows; 0 trains on all rows to the end [5]");
        var batch = CommonOptions.Number("--batch", 1, "mlp: rows per step [128, fewer below 5,120 rows]");
        var rate = CommonOptions.Real("--learning-rate", "above 0", s_positive, "mlp: AdamW's step size; it falls to 0 over the last third [0.001]");
        var validation = CommonOptions.Real("--validation", "from 0 up to but not including 1", x => x is >= 0 and < 1, "share of the rows held out to report on [0.2, with --test 0]");
        var calibrate = new Option<bool>("--calibrate") { Description = "fit a temperature to a tenth of the training rows, which are not trained on, so that probabilities can be taken at their word" };
        var thresholds = CommonOptions.Text("--thresholds", "f1|COSTS.csv", "what to answer: f1, by thresholds of the largest F1 on a tenth of the training rows (two classes or labels); or by least expected cost");
        var seed = CommonOptions.Number("--seed", 0, "decides everything random: the same seed gives the same bytes [1]");
        var threads = CommonOptions.Threads();
        var numeric = CommonOptions.Columns("--numeric", "columns to read as numbers");
        var categorical = CommonOptions.Columns("--categorical", "columns to read as categories");
        var ignore = CommonOptions.Columns("--ignore", "columns to leave out");
        var schema = CommonOptions.Text("--schema", "FILE", "kinds of columns, as --schema-out writes them");
        var schemaOut = CommonOptions.Text("--schema-out", "FILE", "write the kinds of columns there, to be edited");
        var format = CommonOptions.Format();
        var command = new ExampleCommand(
            "train", "Train a classifier and report how well it does on rows it has not seen.", "surprisal train iris.csv --target species --out iris.safetensors")
        {
            data, target, test, result, model, hidden, loss, c, l2, epochs, patience, batch, rate, validation, calibrate, thresholds, seed, threads, numeric, categorical, ignore, schema, schemaOut, format,
        };
        command.SetAction((call, stop) => Task.FromResult(new TrainRun
        {
            Data = call.GetValue(data) ?? "digits",
            Targets = call.GetValue(target) ?? [],
            Test = call.GetValue(test),
            Out = call.GetValue(result),
            Schema = call.GetValue(schema),
            SchemaOut = call.GetValue(schemaOut),
            Validation = call.GetValue(validation),
            Costs = call.GetValue(thresholds) is { } file and not F1 ? file : null,
            Columns = new() { Numeric = call.GetValue(numeric) ?? [], Categorical = call.GetValue(categorical) ?? [], Ignore = call.GetValue(ignore) ?? [] },
            Format = call.GetValue(format),
            Output = call.InvocationConfiguration.Output,
            Options = TrainingOptions.Default with
            {
                Model = call.GetValue(model),
                Hidden = Sizes(call.GetValue(hidden)),
                Loss = LossOption.Parse(call.GetValue(loss)),
                C = Strength(call.GetValue(model), call.GetValue(c), call.GetValue(l2)),
                WeightDecay = call.GetValue(l2) ?? TrainingOptions.Default.WeightDecay,
                Epochs = call.GetValue(epochs) ?? TrainingOptions.Default.Epochs,
                Patience = call.GetValue(patience) ?? TrainingOptions.Default.Patience,
                BatchSize = call.GetValue(batch),
                LearningRate = call.GetValue(rate) ?? TrainingOptions.Default.LearningRate,
                Calibrate = call.GetValue(calibrate),
                F1Thresholds = call.GetValue(thresholds) == F1,
                Seed = call.GetValue(seed) ?? TrainingOptions.Default.Seed,
                Threads = call.GetValue(threads) ?? TrainingOptions.Default.Threads,
            },
        }.Run(stop)));
        return command;
    }

    static double Strength(ModelKind model, double? c, double? l2)
    {
        if (c is not null && l2 is not null && model == ModelKind.Linear) throw new UsageException("--c and --l2 say the same twice: --l2 is 1/C; give one of them");
        if (model == ModelKind.Linear && l2 == 0) throw new UsageException("--l2 must be above 0 for a linear model: without a penalty it may have no optimum");
        return c ?? (l2 is > 0 ? 1 / l2.Value : TrainingOptions.Default.C);
    }

    static IReadOnlyList<int> Sizes(string[]? texts)
    {
        if (texts is null or []) return TrainingOptions.Default.Hidden;
        return [.. texts.Select(text => int.TryParse(text, out int size) && size is > 0 and <= 65536 ? size
            : throw new UsageException($"--hidden must be sizes from 1 to 65536 such as 128,64, got '{text}'"))];
    }
}
