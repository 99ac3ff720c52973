using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>
/// A ready loss: a formula with its options. <c>Loss.CrossEntropy with { LabelSmoothing = 0.1 }</c> is one, and so is
/// <c>Loss.Of(new Mine())</c> for a formula of your own.
/// </summary>
/// <remarks>Losses take raw logits, never probabilities. Values are in nats. A loss is immutable and safe to share between threads.</remarks>
public abstract partial record Loss
{
    double[]? _classWeights, _positiveWeights;

    private protected Loss()
    {
    }

    /// <summary>A loss from its formula, with the kernels, the gradient check and the explanation that come with its shape.</summary>
    public static Loss Of<TFormula>(TFormula formula)
        where TFormula : struct, ILossFormula<TFormula>
        => formula.ToLoss();

    /// <summary>What this loss is, in words and formulas.</summary>
    public abstract LossInfo Info { get; }

    /// <summary>How the losses of a batch become one number; <see cref="Reduction.Mean"/> unless said.</summary>
    public Reduction Reduction { get; init; }

    /// <summary>What a row of each class counts; null counts every row once.</summary>
    /// <exception cref="ArgumentException">The loss knows no class weights.</exception>
    public IReadOnlyList<double>? ClassWeights
    {
        get => _classWeights;
        init => _classWeights = Weights(value, LossOptions.ClassWeights);
    }

    /// <summary>What a yes counts against a no, for each label or, if there is one number only, for all of them; null counts both alike.</summary>
    /// <exception cref="ArgumentException">The loss knows no positive weights.</exception>
    public IReadOnlyList<double>? PositiveWeights
    {
        get => _positiveWeights;
        init => _positiveWeights = Weights(value, LossOptions.PositiveWeights);
    }

    /// <summary>The share of every target that is spread evenly over the classes, in [0, 1]: 0.1 asks for 0.9 + 0.1/C instead of 1.</summary>
    /// <exception cref="ArgumentException">Outside [0, 1], or the loss knows no label smoothing.</exception>
    public double LabelSmoothing
    {
        get;
        init
        {
            if (value != 0) Throw.UnlessKnown(Info, LossOptions.LabelSmoothing);
            if (!(value is >= 0 and <= 1)) Throw.OutOfRange(Info, "label smoothing", 0, 1, value);
            field = value;
        }
    }

    /// <summary>Rows with this target cost nothing and have no gradient, whatever their logits hold; null ignores none.</summary>
    /// <exception cref="ArgumentException">The loss knows no index to ignore.</exception>
    public int? IgnoreIndex
    {
        get;
        init
        {
            if (value is not null) Throw.UnlessKnown(Info, LossOptions.IgnoreIndex);
            field = value;
        }
    }

    /// <summary>λ of the term λ·(log Σ eᶻ)² that every row pays beside its loss, 0 or more: it keeps logits from drifting. 1e-4 is common (Chowdhery et al. 2022, arXiv:2204.02311).</summary>
    /// <exception cref="ArgumentException">Negative, or the loss knows no z-loss.</exception>
    public double ZLoss
    {
        get;
        init
        {
            if (value != 0) Throw.UnlessKnown(Info, LossOptions.ZLoss);
            if (!(value is >= 0 and <= 1e6)) Throw.OutOfRange(Info, "z-loss", 0, 1e6, value);
            field = value;
        }
    }

    /// <summary>How many processor cores a large batch may use; null, the default, is all. The result does not depend on it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int? Threads
    {
        get;
        init
        {
            if (value is { } threads) ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
            field = value;
        }
    }

    /// <summary>The mean or sum of the losses, as <see cref="Reduction"/> says, and its gradient.</summary>
    /// <param name="logits">Raw model outputs, one row per example, never probabilities.</param>
    /// <param name="targets">One class per row, or one number per logit, as <see cref="LossInfo.Targets"/> says.</param>
    /// <param name="gradient">Shape of <paramref name="logits"/>; overwritten with ∂value/∂z. Left out, no gradient is computed. May be the logits' own memory.</param>
    /// <returns>In nats; NaN for the mean of nothing.</returns>
    /// <exception cref="ArgumentException">Shapes or targets do not fit; nothing has been written.</exception>
    public double Evaluate(ReadOnlyMatrixSpan<float> logits, Targets<float> targets, MatrixSpan<float> gradient = default) =>
        Evaluate(new LossBatch<float>(logits, targets, gradient, default));

    /// <inheritdoc cref="Evaluate(ReadOnlyMatrixSpan{float}, Targets{float}, MatrixSpan{float})"/>
    public double Evaluate(ReadOnlyMatrixSpan<double> logits, Targets<double> targets, MatrixSpan<double> gradient = default) =>
        Evaluate(new LossBatch<double>(logits, targets, gradient, default));

    /// <summary>Writes what each row costs to <paramref name="losses"/>; returns what <see cref="Evaluate(ReadOnlyMatrixSpan{float}, Targets{float}, MatrixSpan{float})"/> does.</summary>
    /// <param name="logits">Raw model outputs, one row per example, never probabilities.</param>
    /// <param name="targets">One class per row, or one number per logit, as <see cref="LossInfo.Targets"/> says.</param>
    /// <param name="losses">As many as <see cref="LossCount"/> says; overwritten, in nats.</param>
    /// <param name="gradient">As for <see cref="Evaluate(ReadOnlyMatrixSpan{float}, Targets{float}, MatrixSpan{float})"/>.</param>
    /// <returns>In nats; NaN for the mean of nothing.</returns>
    /// <exception cref="ArgumentException">Shapes or targets do not fit; nothing has been written.</exception>
    public double EvaluateEach(ReadOnlyMatrixSpan<float> logits, Targets<float> targets, Span<float> losses, MatrixSpan<float> gradient = default)
    {
        Throw.UnlessLength(Info, losses.Length, LossCount(logits.Rows, logits.Columns));
        return Evaluate(new LossBatch<float>(logits, targets, gradient, losses));
    }

    /// <inheritdoc cref="EvaluateEach(ReadOnlyMatrixSpan{float}, Targets{float}, Span{float}, MatrixSpan{float})"/>
    public double EvaluateEach(ReadOnlyMatrixSpan<double> logits, Targets<double> targets, Span<double> losses, MatrixSpan<double> gradient = default)
    {
        Throw.UnlessLength(Info, losses.Length, LossCount(logits.Rows, logits.Columns));
        return Evaluate(new LossBatch<double>(logits, targets, gradient, losses));
    }

    /// <summary>How many losses a batch has before reduction: one per row, or one per logit for losses that look at each logit alone.</summary>
    public abstract int LossCount(int rows, int columns);

    /// <summary>The largest difference between the slope that the formula gives by hand and its derivative by dual numbers, over the places that the row visits.</summary>
    /// <param name="logits">One row.</param>
    /// <param name="targets">Its answer.</param>
    /// <exception cref="ArgumentException">Shapes or targets do not fit.</exception>
    public double SlopeError(ReadOnlySpan<double> logits, Targets<double> targets)
    {
        var batch = new LossBatch<double>(new(logits, 1, logits.Length), targets, default, default);
        TotalWeight(batch);
        return CheckSlopes(batch);
    }

    /// <summary>Checks the targets and returns what the mean divides by.</summary>
    private protected abstract double TotalWeight<T>(in LossBatch<T> batch)
        where T : unmanaged;

    /// <summary>Runs the kernels over checked rows; returns Σ ℓ.</summary>
    internal abstract double Run<T>(in PinnedBatch<T> batch)
        where T : unmanaged;

    private protected abstract double CheckSlopes(in LossBatch<double> batch);

    private protected double[]? ClassWeightArray => _classWeights;

    private protected double[]? PositiveWeightArray => _positiveWeights;

    /// <summary><see cref="EvaluateEach(ReadOnlyMatrixSpan{float}, Targets{float}, Span{float}, MatrixSpan{float})"/> for the tensors' door, in either number type.</summary>
    internal double EvaluateRows<T>(ReadOnlyMatrixSpan<T> logits, Targets<T> targets, Span<T> losses, MatrixSpan<T> gradient)
        where T : unmanaged
        => Evaluate(new LossBatch<T>(logits, targets, gradient, losses));

    unsafe double Evaluate<T>(in LossBatch<T> batch)
        where T : unmanaged
    {
        if (!batch.Gradient.IsEmpty)
        {
            Throw.UnlessShape(Info, batch.Logits.Rows, batch.Logits.Columns, batch.Gradient.Rows, batch.Gradient.Columns);
            if (batch.Gradient.Values.Overlaps(batch.Logits.Values, out int offset) && offset != 0) Throw.Overlap(Info);
        }
        double weight = TotalWeight(batch);
        double divisor = Reduction switch { Reduction.Mean => weight, Reduction.BatchMean => batch.Logits.Rows, _ => 1 };
        fixed (T* logits = batch.Logits.Values, values = batch.Targets.Values, gradient = batch.Gradient.Values, losses = batch.Losses)
        fixed (int* classes = batch.Targets.Classes)
        {
            double sum = LossRunner.Run(this, new PinnedBatch<T>(
                logits, classes, values, gradient, losses, batch.Logits.Rows, batch.Logits.Columns, divisor == 0 ? 0 : 1 / divisor));
            return divisor == 0 ? double.NaN : sum / divisor; // weights may cancel while their losses do not
        }
    }

    double[]? Weights(IReadOnlyList<double>? weights, LossOptions option)
    {
        if (weights is null) return null;
        Throw.UnlessKnown(Info, option);
        return [.. weights];
    }
}
