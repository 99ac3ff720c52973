using System.Globalization;

namespace Surprisal.Losses.Tests.Exactness;

/// <summary>A loss with options and a form of answers, for the library and for the oracle.</summary>
/// <param name="Text">As <see cref="LossCatalog.Parse"/> reads it.</param>
/// <param name="Soft">Whether classes are answered by a distribution.</param>
/// <param name="Weights">Whether every column has a weight of its own: per class, or per yes.</param>
sealed record ExactCase(string Text, bool Soft, bool Weights)
{
    /// <summary>What is tried beside the losses as they are.</summary>
    static readonly string[] s_variants =
    [
        "cross-entropy:label-smoothing=0.1", "cross-entropy:z-loss=0.0001", "cross-entropy:label-smoothing=0.1,z-loss=0.01",
        "binary-cross-entropy:label-smoothing=0.1", "binary-cross-entropy:pos-weight=2.3", "binary-cross-entropy:pos-weight=0.3,label-smoothing=0.2",
        "focal:gamma=0", "focal:gamma=0.5", "focal:gamma=1", "focal:gamma=5", "focal:gamma=20", "focal:gamma=0.000001", "focal:gamma=1000000", "binary-focal:gamma=0", "binary-focal:gamma=0.5", "binary-focal:gamma=3", "binary-focal:gamma=5", "binary-focal:gamma=0.000001", "binary-focal:gamma=1000000",
        "hinge:margin=0.3", "squared-hinge:margin=2", "hinge:power=3", "ova-hinge:power=2", "ova-hinge:margin=1,power=3",
        "poly:epsilon=3", "poly:epsilon=-0.5", "poly:epsilon=-0.9", "poly:epsilon=-1", "generalized-cross-entropy:q=0.3", "generalized-cross-entropy:q=1",
        "symmetric-cross-entropy:alpha=1,beta=0.5,log-zero=-6", "asymmetric:gamma-negative=2,gamma-positive=0,margin=0.2",
        "asymmetric:gamma-negative=0,gamma-positive=0,margin=0", "asymmetric:gamma-negative=1.5,gamma-positive=0.5,margin=0",
        "asymmetric:gamma-negative=1000000,gamma-positive=1000000", "asymmetric:gamma-negative=0.000001,gamma-positive=0.000001,margin=0",
        "huber:delta=0.3", "huber:delta=1e-30", "huber:delta=1e30", "smooth-l1:delta=0.3", "smooth-l1:delta=0", "smooth-l1:delta=1e-30", "smooth-l1:delta=1e30",
    ];

    public static IReadOnlyList<ExactCase> All { get; } =
    [
        .. LossCatalog.All.Where(d => Oracle.All.ContainsKey(d.Info.Name)).SelectMany(d =>
            s_variants.Where(text => text.StartsWith(d.Info.Name + ":", StringComparison.Ordinal)).Prepend(d.Info.Name).SelectMany(text => Forms(d.Info, text))),
    ];

    public string Name => Text + (Weights ? ", weights" : "") + (Soft ? ", soft" : "");

    public Oracle Oracle => Oracle.All[Text.Split(':')[0]];

    /// <summary>Whether it is one of the two losses that most models are trained with, and so deserves most of the time.</summary>
    public bool IsCommon => Oracle.Name is "cross-entropy" or "binary-cross-entropy";

    public OracleOptions Options(int columns)
    {
        var given = Text.Split(':', ',').Skip(1).Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => double.Parse(pair[1], CultureInfo.InvariantCulture));
        double[]? weights = Weights ? ColumnWeights(columns) : null;
        bool classes = Oracle.Kinds is not RowKinds.Logistic;
        return new()
        {
            ClassWeights = classes ? weights : null,
            PositiveWeights = !classes && weights is not null ? weights : given.TryGetValue("pos-weight", out double weight) ? [weight] : null,
            LabelSmoothing = given.GetValueOrDefault("label-smoothing"),
            ZLoss = given.GetValueOrDefault("z-loss"),
            Parameters = given,
        };
    }

    public Loss Loss(int columns)
    {
        var loss = LossCatalog.Parse(Text) with { Reduction = Reduction.Sum };
        var options = Options(columns);
        if (options.ClassWeights is { } classWeights) loss = loss with { ClassWeights = classWeights };
        return Weights && options.PositiveWeights is { } positiveWeights ? loss with { PositiveWeights = positiveWeights } : loss;
    }

    /// <summary>Numbers that are no floats: a kernel that rounds them is not exact.</summary>
    static double[] ColumnWeights(int columns)
    {
        var random = new Random(columns);
        double[] weights = new double[columns];
        for (int k = 0; k < columns; k++) weights[k] = 0.1 + 3 * random.NextDouble();
        return weights;
    }

    static IEnumerable<ExactCase> Forms(LossInfo info, string text)
    {
        bool weights = (info.Options & (LossOptions.ClassWeights | LossOptions.PositiveWeights)) != 0 && !text.Contains("pos-weight", StringComparison.Ordinal);
        foreach (bool soft in (bool[])[false, true])
        {
            bool classes = (info.Targets & (TargetKinds.ClassIndex | TargetKinds.Distribution)) != 0 && info.Name != "kl-divergence";
            if (classes ? !info.Targets.HasFlag(soft ? TargetKinds.Distribution : TargetKinds.ClassIndex) : soft) continue;
            yield return new(text, soft, Weights: false);
            if (weights) yield return new(text, soft, Weights: true);
        }
    }
}
