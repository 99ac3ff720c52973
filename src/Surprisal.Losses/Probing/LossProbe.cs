namespace Surprisal.Losses;

/// <summary>
/// Finds out what a loss does by trying it: which probability it asks for, how hard it pulls where the model is surely wrong, its bounds, and which other losses are the
/// same function. Works for a loss of your own.
/// </summary>
public static class LossProbe
{
    const double FarError = 10, NearError = 0.1;

    /// <summary>Tries a loss; takes some milliseconds, and gives the same figures every time.</summary>
    /// <param name="loss">With its parameters, smoothing and one positive weight, if any; class weights, a positive weight per label and the index to ignore are left aside.</param>
    public static ProbeReport Of(Loss loss)
    {
        ArgumentNullException.ThrowIfNull(loss);
        var probed = new ProbedLoss(loss);
        var asked = Asking.Of(probed);
        var (lowest, reached) = Extremes.Lowest(probed);
        return new()
        {
            Verdict = Asking.Verdict(probed, asked),
            Asked = asked,
            Curve = [.. Enumerable.Range(-20, 41).Select(i => Point(probed, i / 2.0))],
            SlopeWhenWrong = Slopes(probed, -FarError),
            SlopeWhenRight = Slopes(probed, probed.IsNumber ? -NearError : FarError),
            LowerBound = lowest,
            ReachesLowerBound = reached,
            Lipschitz = Extremes.Steepest(probed),
            IsConvex = LossForm.IsConvex(probed),
            IsSymmetric = LossForm.IsSymmetric(probed),
            SameAs = LossComparison.SameAs(probed),
            SlopeError = LossComparison.SlopeError(probed),
        };
    }

    static MarginPoint Point(ProbedLoss loss, double margin)
    {
        var (value, gradient) = loss.At(loss.Row(margin), 0);
        return new(margin, value, loss.IsBinary ? gradient[0] : (gradient[0] - gradient[1]) / 2);
    }

    static AnswerSlopes Slopes(ProbedLoss loss, double margin)
    {
        double yes = loss.SteepestAt(loss.Row(margin), 0);
        return new(yes, loss.IsBinary && !loss.IsNumber ? loss.SteepestAt(loss.Row(-margin), 1) : yes);
    }
}
