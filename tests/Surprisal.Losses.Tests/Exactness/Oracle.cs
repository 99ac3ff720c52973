namespace Surprisal.Losses.Tests.Exactness;

/// <summary>The exact loss and gradient of every loss of the contract, by name, from formulas that share nothing with the kernels.</summary>
/// <param name="Name">As in the catalog.</param>
/// <param name="Evaluate">Value and gradient of a row.</param>
/// <param name="Kinds">The rows and answers that it is defined for.</param>
/// <param name="Admits">False for rows at a kink or next to one, where either slope is right.</param>
sealed record Oracle(string Name, Func<OracleRow, OracleAnswer> Evaluate, RowKinds Kinds, Func<OracleRow, bool>? Admits = null)
{
    /// <summary>How near a kink a row may come, relatively to the numbers that meet there.</summary>
    const double Clear = 1e-6;

    public static readonly IReadOnlyDictionary<string, Oracle> All = ((Oracle[])
    [
        new("cross-entropy", SurprisalOracles.CrossEntropy, RowKinds.Softmax),
        new("focal", SurprisalOracles.Focal, RowKinds.Softmax),
        new("poly", SurprisalOracles.Poly, RowKinds.Softmax),
        new("generalized-cross-entropy", SurprisalOracles.GeneralizedCrossEntropy, RowKinds.Softmax),
        new("symmetric-cross-entropy", SurprisalOracles.SymmetricCrossEntropy, RowKinds.Softmax),
        new("log-squared", SurprisalOracles.LogSquared, RowKinds.FiniteTarget), // its gradient is infinite, too, where p_y = 0
        new("expectation-l1", ProbabilityOracles.ExpectationL1, RowKinds.Softmax, ClearOfAnswers),
        new("expectation-l2", ProbabilityOracles.ExpectationL2, RowKinds.Softmax),
        new("expectation-linf", ProbabilityOracles.ExpectationLinf, RowKinds.Softmax, ClearOfTies),
        new("tanimoto", ProbabilityOracles.Tanimoto, RowKinds.Softmax),
        new("cauchy-schwarz", ProbabilityOracles.CauchySchwarz, RowKinds.Softmax),
        new("spherical", ProbabilityOracles.Spherical, RowKinds.Softmax),
        new("hinge", row => RowOracles.Hinge(row, 1), RowKinds.FiniteTarget, ClearOfMargins),
        new("squared-hinge", row => RowOracles.Hinge(row, 2), RowKinds.FiniteTarget, ClearOfMargins),
        new("cubed-hinge", row => RowOracles.Hinge(row, 3), RowKinds.FiniteTarget, ClearOfMargins),
        new("ova-hinge", RowOracles.OvaHinge, RowKinds.FiniteTarget, row => Clearly(row, RowOracles.OvaSlack)),
        new("nll", RowOracles.Nll, RowKinds.Softmax),
        new("abs-normalised", RowOracles.AbsNormalised, RowKinds.Finite, row => !row.Logits.Contains(0)),
        new("kl-divergence", ElementOracles.KlDivergence, RowKinds.LogProbabilities),
        new("binary-cross-entropy", ElementOracles.BinaryCrossEntropy, RowKinds.Logistic),
        new("binary-focal", ElementOracles.BinaryFocal, RowKinds.Logistic),
        new("asymmetric", ElementOracles.Asymmetric, RowKinds.Logistic, row => row.Parameter("margin", 0.05) == 0
            || Clearly(row, (r, k) => new OracleLogistic(r.Logits[k]).P - r.Parameter("margin", 0.05))),
        new("sigmoid-distance", ElementOracles.SigmoidDistance, RowKinds.Logistic,
            row => Clearly(row, (r, k) => r.Target(k) is 0 or 1 ? 1 : ElementOracles.SigmoidDifference(r, k))),
        new("mse", ElementOracles.Mse, RowKinds.Real),
        new("l1", ElementOracles.L1, RowKinds.Real),
        new("huber", ElementOracles.Huber, RowKinds.Real),
        new("smooth-l1", ElementOracles.SmoothL1, RowKinds.Real),
    ]).ToDictionary(o => o.Name);

    /// <summary>How large the numbers are whose difference a slope is; 0 where nothing cancels and every digit can be kept.</summary>
    public double SlopeParts(OracleRow row) => Name == "expectation-l2" || CanMeet(row) ? 1 : 0;

    /// <summary>The same for the loss, which for some names is a distance of answer and prediction itself.</summary>
    public double LossParts(OracleRow row, OracleAnswer exact) => !CanMeet(row) ? 0 : Name switch
    {
        "kl-divergence" or "sigmoid-distance" or "expectation-l1" or "expectation-linf" => 1,
        "expectation-l2" or "cauchy-schwarz" => 2 * Math.Sqrt((double)exact.Losses[0]) + 1e-14, // d² is off by 2·d times what d is off, and by its square
        _ => 0,
    };

    /// <summary>Whether a prediction can be the answer, but for rounding.</summary>
    bool CanMeet(OracleRow row)
    {
        if (Kinds == RowKinds.Real) return false;
        bool meet = row.Options.LabelSmoothing != 0 || row.Options.ZLoss != 0;
        for (int k = 0; k < row.Columns && !meet; k++) meet = row.Target(k) is not (0 or 1);
        return meet;
    }

    static bool ClearOfMargins(OracleRow row) => Clearly(row, (r, j) => j == r.Class ? 1 : RowOracles.HingeSlack(r, j));

    /// <summary>No p_k next to a Y_k that it must not meet; classes that neither has are no kink.</summary>
    static bool ClearOfAnswers(OracleRow row)
    {
        var errors = ProbabilityOracles.Errors(row, new(row.Logits));
        for (int k = 0; k < errors.Length; k++)
            if (row.Target(k) is not (0 or 1) && Math.Abs((double)errors[k]) < Clear * row.Target(k)) return false;
        return true;
    }

    /// <summary>One class whose probability is clearly farthest from its target. With two classes both are as far, with the same slopes.</summary>
    static bool ClearOfTies(OracleRow row)
    {
        var (distance, lead) = ProbabilityOracles.Farthest(row);
        return row.Columns <= 2 ? row.Class >= 0 || row.Columns == 1 || distance > 1e-12 : lead > Clear && distance > 1e-12;
    }

    static bool Clearly(OracleRow row, Func<OracleRow, int, DoubleDouble> distance)
    {
        for (int k = 0; k < row.Columns; k++)
            if (Math.Abs((double)distance(row, k)) < Clear) return false;
        return true;
    }
}
