using System.CommandLine;

namespace Surprisal.Cli;

/// <summary>The options of <c>train</c> that say how a network's numbers move.</summary>
sealed class OptimizerOptions
{
    static readonly Func<double, bool> s_positive = x => x > 0 && double.IsFinite(x);

    readonly Option<Optimizer?> _optimizer = CommonOptions.Choice<Optimizer?>(
        "--optimizer", "networks: adamw, sgd (momentum 0.9) or nesterov [adamw]", ("adamw", Optimizer.AdamW), ("sgd", Optimizer.Sgd), ("nesterov", Optimizer.Sgd with { Nesterov = true }));

    readonly Option<int?> _epochs = CommonOptions.Number("--epochs", 1, "networks: passes over the training rows, at most [30; tabular 10]");
    readonly Option<int?> _patience = CommonOptions.Number("--patience", 0, "networks: stop after that many epochs without a better loss on a tenth of the training rows; 0 trains on all rows to the end [5; tabular 0]");
    readonly Option<StopMetric> _stopBy = CommonOptions.Choice(
        "--stop-by", "networks: what of that tenth says which epoch is the best: the loss, accuracy, F1 (of classes macro, of labels micro) or AUROC [loss]",
        ("loss", StopMetric.Loss), ("accuracy", StopMetric.Accuracy), ("f1", StopMetric.F1), ("auroc", StopMetric.Auroc));

    readonly Option<double?> _ema = CommonOptions.Real("--ema", "from 0 up to but not including 1", x => x is >= 0 and < 1, "networks: keep an exponential moving average of the weights with this decay; 0.999 is common [0: none]");
    readonly Option<int?> _batch = CommonOptions.Number("--batch", 1, "networks: rows per step [128, fewer below 5,120 rows]");
    readonly Option<double?> _rate = CommonOptions.Real("--learning-rate", "above 0", s_positive, "networks: the size of a step [0.001; tabular 0.002, --stream 0.003]");

    readonly Option<Schedule?> _schedule = CommonOptions.Choice<Schedule?>(
        "--schedule", "networks: how the learning rate changes: down to 0 over the last third, constant, cosine or one-cycle [flat-then-down; tabular one-cycle]",
        ("flat-then-down", Schedule.FlatThenDown), ("constant", Schedule.Constant), ("cosine", Schedule.Cosine), ("one-cycle", Schedule.OneCycle));

    readonly Option<double?> _warmUp = CommonOptions.Real("--warm-up", "from 0 up to but not including 1", x => x is >= 0 and < 1, "networks: the share of all steps in which the learning rate rises [0, one-cycle 0.25]");
    readonly Option<double?> _clip = CommonOptions.Real("--clip", "above 0", s_positive, "networks: the longest gradient; longer ones are shortened to it [none]");

    public IEnumerable<Option> All => [_optimizer, _epochs, _patience, _stopBy, _ema, _batch, _rate, _schedule, _warmUp, _clip];

    /// <summary>Before <see cref="ModelOptions"/>, whose --l2 is the optimizer's.</summary>
    public TrainingOptions Read(ParseResult call, TrainingOptions options)
    {
        var schedule = call.GetValue(_schedule) ?? options.Schedule;
        return options with
        {
            Optimizer = call.GetValue(_optimizer) ?? options.Optimizer,
            Epochs = call.GetValue(_epochs) ?? options.Epochs,
            Patience = call.GetValue(_patience) ?? options.Patience,
            StopBy = call.GetValue(_stopBy),
            Ema = call.GetValue(_ema) ?? options.Ema,
            BatchSize = call.GetValue(_batch),
            LearningRate = call.GetValue(_rate) ?? options.LearningRate,
            Schedule = schedule,
            WarmUp = call.GetValue(_warmUp) ?? (schedule == Schedule.OneCycle ? 0.25 : 0),
            Clip = call.GetValue(_clip) ?? options.Clip,
        };
    }
}
