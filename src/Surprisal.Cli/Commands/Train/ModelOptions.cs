using System.CommandLine;

namespace Surprisal.Cli;

/// <summary>The options of <c>train</c> that say what is trained, and by which loss.</summary>
sealed class ModelOptions
{
    static readonly (string Name, ModelKind Kind)[] s_models =
        [("linear", ModelKind.Linear), ("mlp", ModelKind.Mlp), ("tabular", ModelKind.Tabular), ("conv", ModelKind.Conv), ("resnet-small", ModelKind.ResNetSmall)];

    readonly Option<ModelKind> _model = CommonOptions.Choice(
        "--model", "linear: the exact optimum by L-BFGS; mlp: hidden layers with ReLU; tabular: the same with embeddings, batch norm and dropout; conv and resnet-small: for pictures [linear]",
        s_models);

    readonly Option<string[]> _hidden = CommonOptions.Columns("--hidden", "mlp, tabular: sizes of the hidden layers [128,64; tabular 200,100]");
    readonly Option<double?> _dropout = CommonOptions.Real("--dropout", "from 0 up to but not including 1", x => x is >= 0 and < 1, "tabular: the share of hidden numbers that a step leaves out [0.2]");
    readonly Option<string> _loss = CommonOptions.Text("--loss", "NAME:option=value", "the loss; by default it follows from the target: cross-entropy, or binary-cross-entropy for 0/1 columns");
    readonly Option<double?> _c = CommonOptions.Real("--c", "above 0", x => x > 0 && double.IsFinite(x), "linear: weight of the losses against ½‖weights‖², as in scikit-learn [1]");
    readonly Option<double?> _l2 = CommonOptions.Real("--l2", "of 0 or more", x => x >= 0 && double.IsFinite(x), "linear: 1/C, instead of --c; networks: weight decay [0.01]");

    public IEnumerable<Option> All => [_model, _hidden, _dropout, _loss, _c, _l2];

    /// <summary>A model as the command line calls it.</summary>
    public static string NameOf(ModelKind kind) => Array.Find(s_models, model => model.Kind == kind).Name;

    /// <summary>What the model that was asked for begins with.</summary>
    public TrainingOptions Defaults(ParseResult call) => TrainingOptions.For(call.GetValue(_model));

    public TrainingOptions Read(ParseResult call, TrainingOptions options)
    {
        double? l2 = call.GetValue(_l2);
        return options with
        {
            Hidden = Sizes(call.GetValue(_hidden)) ?? options.Hidden,
            Dropout = call.GetValue(_dropout) ?? options.Dropout,
            Loss = LossOption.Parse(call.GetValue(_loss)),
            C = Strength(options.Model, call.GetValue(_c), l2) ?? options.C,
            Optimizer = l2 is { } decay ? options.Optimizer with { WeightDecay = decay } : options.Optimizer,
        };
    }

    static double? Strength(ModelKind model, double? c, double? l2)
    {
        if (c is not null && l2 is not null && model == ModelKind.Linear) throw new UsageException("--c and --l2 say the same twice: --l2 is 1/C; give one of them");
        if (model == ModelKind.Linear && l2 == 0) throw new UsageException("--l2 must be above 0 for a linear model: without a penalty it may have no optimum");
        return c ?? (l2 is > 0 ? 1 / l2.Value : null);
    }

    static IReadOnlyList<int>? Sizes(string[]? texts)
    {
        if (texts is null or []) return null;
        return [.. texts.Select(text => int.TryParse(text, out int size) && size is > 0 and <= 65536 ? size
            : throw new UsageException($"--hidden must be sizes from 1 to 65536 such as 128,64, got '{text}'"))];
    }
}
