using System.CommandLine;
using Surprisal.Losses;

namespace Surprisal.Cli;

/// <summary><c>surprisal explain</c>: one example told step by step, from logits to loss to gradient.</summary>
static class ExplainCommand
{
    public static Command Create()
    {
        var model = new Argument<string?>("MODEL") { Description = "a classifier that train --out has saved, instead of --logits", Arity = ArgumentArity.ZeroOrOne };
        var data = new Argument<string?>("DATA") { Description = "its data: CSV, TSV (gzip or not), an IDX folder (its t10k-* files), NPY, or - for standard input", Arity = ArgumentArity.ZeroOrOne };
        var logits = CommonOptions.Text("--logits", "Z", "raw model outputs: numbers as in 4.6,-2.1,0.3 with ; between rows, or an NPY file of shape [C] or [N,C]");
        var target = CommonOptions.Text("--target", "T", "the answer: a class by number or name, or one number per logit as in 0.7,0.2,0.1; ; between rows");
        var targets = CommonOptions.Text("--targets", "T.npy", "the answers as an array: one class a row, or numbers in the logits' shape");
        var classes = CommonOptions.Columns("--classes", "names of the classes or labels");
        var row = CommonOptions.Number("--row", 0, "the row to explain, 0 for the first [all, briefly, and what they come to]");
        var loss = CommonOptions.Text("--loss", "NAME", "the loss, with its options as in focal:gamma=1 [cross-entropy; the model's]");
        var losses = CommonOptions.Text("--losses", "a,b,c", "several losses side by side");
        var smoothing = CommonOptions.Text("--label-smoothing", "X", "the share of every target that is spread over the classes, 0 to 1");
        var ignoreIndex = CommonOptions.Text("--ignore-index", "N", "rows of this class cost nothing");
        var classWeights = CommonOptions.Text("--class-weights", "W", "what a row of each class counts: numbers or an NPY file");
        var positiveWeights = CommonOptions.Text("--pos-weight", "P", "what a yes counts against a no: one number, one per label, or an NPY file");
        var reduction = CommonOptions.Choice("--reduction", "how losses become one value [mean]", ("mean", Reduction.Mean), ("sum", Reduction.Sum), ("batch-mean", Reduction.BatchMean));
        var report = ReportFile.Option("the steps as tables, and charts of what is pulled how hard");
        var format = CommonOptions.Format();
        var command = new ExampleCommand(
            "explain", "Tell one example step by step, from logits to loss to gradient.", "surprisal explain --logits 4.6,-2.1,0.3 --target 0 --classes cat,dog,plane")
        {
            model, data, logits, target, targets, classes, row, loss, losses, smoothing, ignoreIndex, classWeights, positiveWeights, reduction, report, format,
        };
        command.SetAction((call, stop) =>
        {
            var file = ReportFile.Of(call.GetValue(report), call);
            var examples = new ExplainInput
            {
                Model = call.GetValue(model),
                Data = call.GetValue(data),
                Logits = call.GetValue(logits),
                Target = call.GetValue(target),
                Targets = call.GetValue(targets),
                Classes = call.GetValue(classes) ?? [],
                Row = call.GetValue(row),
            }.Read(stop);
            var options = new ExplainLosses
            {
                Loss = call.GetValue(loss),
                Losses = call.GetValue(losses),
                LabelSmoothing = call.GetValue(smoothing),
                IgnoreIndex = call.GetValue(ignoreIndex),
                ClassWeights = call.GetValue(classWeights),
                PositiveWeights = call.GetValue(positiveWeights),
                Reduction = call.GetValue(reduction),
            };
            ExplainRun.Run(examples, options.Read(examples), file, call.GetValue(format), call.InvocationConfiguration.Output);
            return Task.FromResult(0);
        });
        return command;
    }
}
