namespace Surprisal.Losses;

/// <summary>A batch as the misuses look at it: rows along the class axis, whatever the shape, and nothing checked.</summary>
sealed class DiagnosticBatch
{
    readonly double[] _logits;
    readonly double[] _targets;
    readonly Lazy<ProbabilityRows> _probabilityRows;

    public DiagnosticBatch(DiagnosticInput input)
    {
        Input = input;
        (Batch, Classes, Positions) = Sizes(input);
        _logits = input.Logits ?? [];
        _targets = input.Targets;
        Rows = Batch * Positions;
        if (input.Logits is not null) UnlessCount("logits", _logits.Length, (long)Rows * Classes);
        UnlessCount("targets", _targets.Length, Product(input.TargetShape));
        Form = FormOf();
        _probabilityRows = new(() => ProbabilityRows.Of(this));
    }

    public DiagnosticInput Input { get; }

    public LossInfo Info => Input.Loss.Info;

    /// <summary>The first dimension.</summary>
    public int Batch { get; }

    /// <summary>The class axis: 1 for logits [N].</summary>
    public int Classes { get; }

    /// <summary>The product of the dimensions after the class axis.</summary>
    public int Positions { get; }

    /// <summary>Rows along the class axis: <see cref="Batch"/> × <see cref="Positions"/>.</summary>
    public int Rows { get; }

    public bool HasLogits => Input.Logits is not null && _logits.Length > 0;

    public int LogitCount => _logits.Length;

    public TargetForm Form { get; }

    public int? IgnoreIndex => Input.Loss.IgnoreIndex;

    public ProbabilityRows ProbabilityRows => _probabilityRows.Value;

    public bool Takes(TargetKinds kind) => (Info.Targets & kind) != 0;

    /// <summary>Whether σ(z) of each logit is a prediction of its own.</summary>
    public bool IsBinary => Info.Activation == OutputActivation.Sigmoid;

    /// <summary>Whether the loss is one of the margin losses, which know no probabilities.</summary>
    public bool IsHinge => Info.Name.EndsWith("hinge", StringComparison.Ordinal);

    public double Logit(int row, int k) => _logits[At(row, k)];

    /// <summary>The class index of a row as it was given: maybe no class at all.</summary>
    public double Label(int row) => _targets[row];

    /// <summary>The target of one logit.</summary>
    public double Value(int row, int k) => _targets[At(row, k)];

    public bool IsIgnored(int row) => Form == TargetForm.Classes && IgnoreIndex == _targets[row];

    /// <summary>True if the row counts and its label is a class.</summary>
    public bool HasClass(int row, out int k)
    {
        double label = _targets[row];
        k = label >= 0 && label < Classes ? (int)label : -1;
        return k >= 0 && k == label && !IsIgnored(row);
    }

    /// <summary>Where a row is, as the caller counts: from 0.</summary>
    public string Place(int row) => Positions == 1 ? FormattableString.Invariant($"row {row}")
        : FormattableString.Invariant($"row {row / Positions}, position {row % Positions}");

    public string Place(int row, int k) => FormattableString.Invariant($"{Place(row)}, column {k}");

    static (int Batch, int Classes, int Positions) Sizes(DiagnosticInput input)
    {
        var shape = input.LogitShape;
        if (shape.Length == 0) return (1, 1, 1);
        // One row without a batch around it, as PyTorch has it: the answer is then a single number.
        if (shape.Length == 1 && input.TargetShape.Length == 0 && input.Loss.Info.Targets.HasFlag(TargetKinds.ClassIndex)) return (1, shape[0], 1);
        return shape.Length == 1 ? (shape[0], 1, 1) : (shape[0], shape[1], checked((int)Product(shape, from: 2)));
    }

    TargetForm FormOf() =>
        Takes(TargetKinds.ClassIndex) && _targets.Length == Rows ? TargetForm.Classes
            : _targets.Length == (long)Rows * Classes ? TargetForm.Values
            : TargetForm.Neither;

    int At(int row, int k) => Positions == 1 ? row * Classes + k : (row / Positions * Classes + k) * Positions + row % Positions;

    static long Product(int[] shape, int from = 0)
    {
        long count = 1;
        for (int i = from; i < shape.Length; i++) count *= shape[i];
        return count;
    }

    static void UnlessCount(string what, int got, long expected)
    {
        if (got != expected) throw new ArgumentException($"{what}: {expected} numbers expected for their shape, got {got}.");
    }
}
