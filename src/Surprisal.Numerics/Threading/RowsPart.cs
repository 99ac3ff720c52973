namespace Surprisal.Numerics;

/// <summary>One worker's rows of what <see cref="SharedRows"/> shares.</summary>
public readonly ref struct RowsPart
{
    /// <summary>Its rows of the result; to be overwritten.</summary>
    public required MatrixSpan<float> Result { get; init; }

    /// <summary>Its rows of the first matrix; all of one that has a single row.</summary>
    public required ReadOnlyMatrixSpan<float> First { get; init; }

    /// <summary>Its rows of the second matrix, likewise.</summary>
    public ReadOnlyMatrixSpan<float> Second { get; init; }

    /// <summary>Its rows of the third matrix, likewise.</summary>
    public ReadOnlyMatrixSpan<float> Third { get; init; }
}

/// <summary>Writes its rows of a result, each from its own row of the operands alone: then the number of threads cannot show.</summary>
public delegate void RowsWork(in RowsPart part);
