namespace Surprisal;

/// <summary>A question about losses, and the experiment that answers it.</summary>
public sealed class LabPreset
{
    readonly Func<LabRun, LabAnswer> _measure;

    LabPreset(string name, string question, string usualAnswer, Func<LabRun, LabAnswer> measure) =>
        (Name, Question, UsualAnswer, _measure) = (name, question, usualAnswer, measure);

    /// <summary>All of them, in the order of a lesson.</summary>
    public static IReadOnlyList<LabPreset> All { get; } =
    [
        new("why-log", "Why the logarithm, and not the product of the probabilities?",
            "a product of many probabilities underflows, a sum of their logarithms does not", WhyLog.Measure),
        new("why-exp", "Why does softmax take exp(z), and not |z|?",
            "exp keeps the sign of a logit and goes well with the logarithm; |z| does neither", WhyExp.Measure),
        new("why-not-distance", "Why not simply take the distance |t − σ(z)|?",
            "it hardly pulls where the model is surely wrong, and does not ask for probabilities", WhyNotDistance.Measure),
        new("why-not-squared-error", "Why not squared error between the probabilities?",
            "cross-entropy punishes a sure mistake more, its larger gradient converges faster", WhyNotSquaredError.Measure),
        new("softmax-or-sigmoid", "Softmax or sigmoid, when several labels, or none, may apply?",
            "softmax where exactly one applies, a sigmoid for each where several, or none, may", SoftmaxOrSigmoid.Measure),
        new("na-class", "One label or none: a softmax with an NA class, or sigmoids?",
            "a softmax with an NA class trains much better than sigmoids", NaClass.Measure),
        new("label-smoothing", "What does label smoothing do to accuracy and to confidence?",
            "it gains a few percent of accuracy and makes predictions a little less confident", LabelSmoothing.Measure),
        new("double-softmax", "What goes wrong when softmax is taken twice, or rows do not sum to one?",
            "the loss cannot come down, or means nothing", DoubleSoftmax.Measure),
    ];

    /// <summary>What it is called by.</summary>
    public string Name { get; }

    /// <summary>What it answers.</summary>
    public string Question { get; }

    /// <summary>What people are usually told.</summary>
    public string UsualAnswer { get; }

    /// <summary>The one of that name, or null.</summary>
    public static LabPreset? Find(string name) => All.FirstOrDefault(preset => preset.Name == name);

    /// <summary>Does the experiment; takes seconds, and gives the same numbers for the same seed.</summary>
    /// <param name="seed">Decides everything random.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="stop">Ends it with an <see cref="OperationCanceledException"/>.</param>
    public LabAnswer Run(int seed, IProgress<TrainingProgress>? progress = null, CancellationToken stop = default) => _measure(new(seed, progress, stop));
}
