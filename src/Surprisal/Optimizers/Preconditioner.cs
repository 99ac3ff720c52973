namespace Surprisal;

/// <summary>Multiplies a vector, in place, by a symmetric positive definite estimate of the inverse of the objective's second derivatives.</summary>
public delegate void Preconditioner(Span<double> vector);
