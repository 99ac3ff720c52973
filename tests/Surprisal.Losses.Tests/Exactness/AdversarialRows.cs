namespace Surprisal.Losses.Tests.Exactness;

/// <summary>A row with its answer: a class, or one number per logit.</summary>
readonly record struct AdversarialRow(string Kind, double[] Logits, int Class, double[]? Values);

/// <summary>An endless supply of rows that are hard to get right.</summary>
/// <param name="kinds">What the loss is defined for.</param>
/// <param name="soft">Whether classes are answered by a distribution.</param>
/// <param name="seed">Of the random numbers.</param>
/// <param name="single">
/// Whether logits and answers are floats. Only then answers come that are the prediction itself: in doubles they would leave nothing but rounding.
/// </param>
sealed class AdversarialRows(RowKinds kinds, bool soft, int seed, bool single)
{
    readonly AdversarialNumbers _numbers = new(seed, single);
    int _count;

    /// <summary>The next row; kinds of logits and of answers come round in turn, every pair of them.</summary>
    public AdversarialRow Next(int columns)
    {
        int turn = _count++;
        double[] logits = new double[columns], values = new double[columns];
        if (kinds is RowKinds.Logistic or RowKinds.Real or RowKinds.LogProbabilities)
            return new(new AdversarialElements(_numbers, single).Fill(kinds, logits, values), logits, -1, values);
        int target = _numbers.Next(columns), count = AdversarialLogits.Count(kinds), kind = turn % count;
        string name = new AdversarialLogits(_numbers).Fill(kind, logits, target);
        return soft ? new($"{name}, {FillTargets(turn / count % (single ? 6 : 5), logits, target, values)}", logits, -1, values)
            : new(name, logits, target, null);
    }

    string FillTargets(int kind, double[] logits, int target, double[] values)
    {
        string name = kind switch
        {
            0 => Distribution(values, share => share),
            1 => Distribution(values, share => share * share * share * share * share * share * share * share),
            2 => Distribution(values, share => share < 0.5 ? 0 : share),
            3 => Unnormalised(values),
            4 => OneHot(values, target),
            _ => Prediction(values, logits),
        };
        for (int k = 0; k < values.Length; k++)
            if (double.IsNegativeInfinity(logits[k]) && k != target) values[k] = 0; // harmless only without a part of the target
        if (double.IsNegativeInfinity(logits[target]) || values.Sum() == 0) values[target] = 0.25;
        return name;
    }

    string Distribution(double[] values, Func<double, double> form)
    {
        for (int k = 0; k < values.Length; k++) values[k] = form(_numbers.Share());
        double sum = values.Sum();
        if (sum == 0) return OneHot(values, 0);
        for (int k = 0; k < values.Length; k++) values[k] = _numbers.Round(values[k] / sum);
        return "distribution";
    }

    string Unnormalised(double[] values)
    {
        for (int k = 0; k < values.Length; k++) values[k] = _numbers.Share();
        return "targets of any sum";
    }

    static string OneHot(double[] values, int target)
    {
        Array.Clear(values);
        values[target] = 1;
        return "one-hot numbers";
    }

    string Prediction(double[] values, double[] logits)
    {
        var softmax = new OracleSoftmax(logits);
        for (int k = 0; k < values.Length; k++) values[k] = _numbers.Round((double)softmax.Probabilities[k]);
        return "the prediction as target";
    }
}
