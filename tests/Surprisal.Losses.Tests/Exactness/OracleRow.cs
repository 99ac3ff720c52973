namespace Surprisal.Losses.Tests.Exactness;

/// <summary>What the options of a loss are, as far as they change a row.</summary>
sealed record OracleOptions
{
    public double[]? ClassWeights { get; init; }

    /// <summary>None, one for all columns, or one per column.</summary>
    public double[]? PositiveWeights { get; init; }

    public double LabelSmoothing { get; init; }

    public double ZLoss { get; init; }

    /// <summary>The parameters that were given; the others have the contract's defaults.</summary>
    public IReadOnlyDictionary<string, double> Parameters { get; init; } = new Dictionary<string, double>();
}

/// <summary>One row as the oracle sees it: exact numbers, its answer, and the options.</summary>
sealed class OracleRow(double[] logits, int target, double[]? values, OracleOptions options)
{
    public double[] Logits => logits;

    public int Columns => logits.Length;

    /// <summary>The true class; −1 where the answer is one number per logit.</summary>
    public int Class => target;

    public OracleOptions Options => options;

    /// <summary>Y_k, or t of logit k.</summary>
    public double Target(int k) => values?[k] ?? (k == target ? 1 : 0);

    /// <summary>Y′_k = (1 − e)·Y_k + e/C.</summary>
    public DoubleDouble SmoothedTarget(int k) => (1 - (DoubleDouble)options.LabelSmoothing) * Target(k) + (DoubleDouble)options.LabelSmoothing / Columns;

    public double ClassWeight(int k) => options.ClassWeights?[k] ?? 1;

    public double PositiveWeight(int k) => options.PositiveWeights is not { } weights ? 1 : weights[weights.Length == 1 ? 0 : k];

    public double Parameter(string name, double otherwise) => options.Parameters.GetValueOrDefault(name, otherwise);

    /// <summary>A formula's value for each class or logit.</summary>
    public DoubleDouble[] Each(Func<int, DoubleDouble> formula)
    {
        var values = new DoubleDouble[Columns];
        for (int k = 0; k < values.Length; k++) values[k] = formula(k);
        return values;
    }

    public DoubleDouble Sum(Func<int, DoubleDouble> formula)
    {
        DoubleDouble sum = 0;
        for (int k = 0; k < Columns; k++) sum += formula(k);
        return sum;
    }
}

/// <summary>What the oracle says about a row.</summary>
/// <param name="Losses">One number, or one per logit for losses that look at each logit alone.</param>
/// <param name="Gradient">∂ℓ/∂z, one number per logit.</param>
sealed record OracleAnswer(DoubleDouble[] Losses, DoubleDouble[] Gradient)
{
    public OracleAnswer(DoubleDouble loss, DoubleDouble[] gradient)
        : this([loss], gradient)
    {
    }
}
