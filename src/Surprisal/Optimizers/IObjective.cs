namespace Surprisal;

/// <summary>A smooth function of many numbers that is to be minimised.</summary>
public interface IObjective
{
    /// <summary>How many numbers it is a function of.</summary>
    int Count { get; }

    /// <summary>Its value at <paramref name="parameters"/>.</summary>
    /// <param name="parameters"><see cref="Count"/> numbers.</param>
    /// <param name="gradient">As many; overwritten with the gradient.</param>
    double Evaluate(ReadOnlySpan<double> parameters, Span<double> gradient);

    /// <summary>Whether this is close enough to the optimum.</summary>
    /// <param name="value">What <see cref="Evaluate"/> returned last for the point at hand.</param>
    /// <param name="gradient">What it wrote.</param>
    bool IsOptimal(double value, ReadOnlySpan<double> gradient);
}
