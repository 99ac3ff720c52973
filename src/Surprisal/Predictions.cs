using Surprisal.Numerics;

namespace Surprisal;

/// <summary>What a classifier says about some rows.</summary>
public sealed class Predictions
{
    readonly float[] _probabilities;
    readonly int _columns;

    internal Predictions(float[] probabilities, int rows, int columns, double[]? surprisal, double[]? labelSurprisal)
    {
        _probabilities = probabilities;
        _columns = columns;
        Rows = rows;
        Surprisal = surprisal;
        LabelSurprisal = labelSurprisal;
    }

    /// <summary>How many rows.</summary>
    public int Rows { get; }

    /// <summary>One row per example, one column per class or label.</summary>
    public ReadOnlyMatrixSpan<float> Probabilities => new(_probabilities, Rows, _columns);

    /// <summary>−log p of each row's true answer in nats, from the logits: for several labels their sum, for soft labels the cross-entropy. NaN where the truth is not known; null where no row's is.</summary>
    public IReadOnlyList<double>? Surprisal { get; }

    /// <summary>The same for each label of each row, row after row, where there are several; else null.</summary>
    public IReadOnlyList<double>? LabelSurprisal { get; }
}
