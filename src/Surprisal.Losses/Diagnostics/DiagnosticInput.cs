using System.Globalization;

namespace Surprisal.Losses;

/// <summary>Logits and targets as they came, before anything has refused them: what a diagnosis looks at.</summary>
/// <param name="Loss">The loss that they are meant for.</param>
/// <param name="Logits">All numbers, row-major.</param>
/// <param name="LogitShape">[N], [N, C] or [N, C, d1, …].</param>
/// <param name="Targets">All numbers, row-major.</param>
/// <param name="TargetShape">As it came.</param>
/// <param name="TargetsAreWhole">Whether they came in an integer type, and so may be classes.</param>
public sealed record DiagnosticInput(Loss Loss, double[] Logits, int[] LogitShape, double[] Targets, int[] TargetShape, bool TargetsAreWhole)
{
    /// <summary>What each class counts, if that is given.</summary>
    public double[]? ClassWeights { get; init; }

    /// <summary>Whether the logits are of a model that has not been trained yet.</summary>
    public bool IsStart { get; init; }

    internal LossInfo Info => Loss.Info;

    internal int Rows => LogitShape.Length == 0 ? 1 : LogitShape[0];

    /// <summary>C; 0 where the logits have no axis of classes.</summary>
    internal int Classes => LogitShape.Length > 1 ? LogitShape[1] : 0;

    internal int Inner => LogitShape.Skip(2).Aggregate(1, (count, size) => count * size);

    internal int Samples => Rows * Inner;

    internal bool IsOnSoftmax => Info.Activation == OutputActivation.Softmax;

    /// <summary>Whether the targets can be one class a sample.</summary>
    internal bool AreClasses => TargetsAreWhole && Info.Targets.HasFlag(TargetKinds.ClassIndex) && Classes > 0 && TargetShape.SequenceEqual(LogitShape.Take(1).Concat(LogitShape.Skip(2)));

    /// <summary>Whether there is one target per logit.</summary>
    internal bool AreValues => TargetShape.SequenceEqual(LogitShape);

    /// <summary>The logit of a class of a sample.</summary>
    internal double Logit(int sample, int k) => Logits[((sample / Inner * Classes) + k) * Inner + sample % Inner];

    /// <summary>The target of a class of a sample, where there is one per logit.</summary>
    internal double Target(int sample, int k) => Targets[((sample / Inner * Classes) + k) * Inner + sample % Inner];

    /// <summary>Σ over the classes of a sample.</summary>
    internal double Sum(int sample, Func<double, double> of)
    {
        double sum = 0;
        for (int k = 0; k < Classes; k++) sum += of(Logit(sample, k));
        return sum;
    }

    internal static string Text(double number) => number.ToString("0.####", CultureInfo.InvariantCulture);

    internal static string Shape(IReadOnlyList<int> shape) => shape.Count == 1 ? $"({shape[0]},)" : $"({string.Join(", ", shape)})";
}
