namespace Surprisal.Numerics;

/// <summary>A product by addresses: a(i, k) = A[i·AStride + k·AStep], b(k, j) = B[k·BStep + j·BStride], c(i, j) = C[i·CStride + j].</summary>
unsafe struct ProductOperands<T>
    where T : unmanaged
{
    public T* A;
    public nint AStride;
    public nint AStep;
    public T* B;
    public nint BStep;
    public nint BStride;
    public T* C;
    public nint CStride;
    public int Rows;
    public int Columns;
    public int Depth;
    public bool Accumulate;

    /// <summary>Whether tiles may leave out steps at which all their rows of a are zero.</summary>
    public bool SkipZeros;

    /// <summary>These rows and columns of the result, as a product of its own.</summary>
    public readonly ProductOperands<T> Part(Strip rows, Strip columns)
    {
        var part = this;
        part.A += rows.Start * AStride;
        part.B += columns.Start * BStride;
        part.C += rows.Start * CStride + columns.Start;
        part.Rows = rows.Count;
        part.Columns = columns.Count;
        return part;
    }

    /// <summary>The same product read as cᵀ = bᵀ·aᵀ, written to rows of <paramref name="result"/>.</summary>
    public readonly ProductOperands<T> Transposed(T* result) => new()
    {
        A = B,
        AStride = BStride,
        AStep = BStep,
        B = A,
        BStep = AStep,
        BStride = AStride,
        C = result,
        CStride = Rows,
        Rows = Columns,
        Columns = Rows,
        Depth = Depth,
    };
}
