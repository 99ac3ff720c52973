namespace Surprisal.Losses.Tests.Exactness;

/// <summary>Logits with an answer each.</summary>
/// <param name="numbers">Where they come from.</param>
/// <param name="single">Whether answers may be the rounded prediction.</param>
sealed class AdversarialElements(AdversarialNumbers numbers, bool single)
{
    /// <summary>Fills a row; returns what it is like.</summary>
    public string Fill(RowKinds kinds, double[] logits, double[] values)
    {
        if (kinds == RowKinds.LogProbabilities) return FillLogProbabilities(logits, values);
        int answers = numbers.Next(single ? 4 : 3);
        for (int k = 0; k < logits.Length; k++)
        {
            logits[k] = kinds == RowKinds.Real ? 0 : Logit();
            values[k] = kinds == RowKinds.Real ? numbers.Any(0, 1, numbers.Bell(3), numbers.Sign(numbers.Size(-60, 99))) : Answer(answers, logits[k]);
            if (kinds == RowKinds.Real) logits[k] = Near(values[k]);
        }
        return kinds == RowKinds.Real ? "numbers" : answers switch { 0 => "yes or no", 1 => "soft", 2 => "almost yes or no", _ => "the prediction as target" };
    }

    double Logit() => numbers.Next(9) switch
    {
        0 => numbers.Bell(1),
        1 => numbers.Bell(10),
        2 => numbers.Sign(numbers.Between(5, 110)),
        3 => numbers.Sign(numbers.Between(5, 20)),
        4 => numbers.Sign(numbers.Size(0, 99)),
        5 => numbers.Sign(numbers.Size(-149, 0)),
        6 => numbers.Any(0, 1e30, -1e30, 1e4, -1e4, 88, -88, 104, -104),
        7 => numbers.Up(numbers.Any(-1, 0, 1, 16, -16), numbers.Next(3)),
        _ => numbers.Any(double.PositiveInfinity, double.NegativeInfinity, numbers.Bell(3)),
    };

    double Answer(int kind, double logit) => kind switch
    {
        0 => numbers.Next(2),
        1 => numbers.Share(),
        2 => numbers.Any(numbers.Round(1 - numbers.Size(-24, -3)), numbers.Size(-60, -3)),
        _ => numbers.Round((double)new OracleLogistic(logit).P),
    };

    /// <summary>A number to compare with <paramref name="target"/>: itself, next to it, one away, or anywhere.</summary>
    double Near(double target) => numbers.Next(6) switch
    {
        0 => target,
        1 => numbers.Up(target, 1 + numbers.Next(3)),
        2 => numbers.Round(target * (1 + numbers.Bell(1e-3))),
        3 => numbers.Up(numbers.Round(target + numbers.Any(1, -1, 0.25, -0.25)), numbers.Next(3)),
        4 => numbers.Round(target + numbers.Bell(5)),
        _ => numbers.Any(numbers.Sign(numbers.Size(-60, 99)), numbers.Bell(10), 1e30, -1e30, 0),
    };

    string FillLogProbabilities(double[] logits, double[] values)
    {
        for (int k = 0; k < logits.Length; k++)
        {
            values[k] = numbers.Next(4) switch { 0 => numbers.Next(2), 1 => numbers.Size(-140, 0), _ => numbers.Share() };
            logits[k] = numbers.Next(6) switch
            {
                0 when single && values[k] > 0 => numbers.Round((double)DoubleDouble.Log(values[k])),
                1 => -numbers.Size(-30, 99),
                2 => values[k] == 0 ? double.NegativeInfinity : -numbers.Between(0, 3),
                3 => double.NegativeInfinity,
                _ => numbers.Bell(5),
            };
        }
        return "log-probabilities";
    }
}
