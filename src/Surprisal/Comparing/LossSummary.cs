namespace Surprisal;

/// <summary>One loss over all seeds. Intervals are of the mean, at 95 %, and allow for splits that share rows.</summary>
public sealed class LossSummary
{
    readonly double _heldOutRatio;
    readonly double[] _targets;

    /// <summary>Of its runs.</summary>
    /// <param name="name">The <see cref="ComparedLoss.Name"/>.</param>
    /// <param name="runs">One per seed.</param>
    /// <param name="heldOutRatio">Rows held out over rows learnt from.</param>
    /// <param name="targets">For each run the accuracy that counts as learnt.</param>
    internal LossSummary(string name, IReadOnlyList<ComparedRun> runs, double heldOutRatio, double[] targets) =>
        (Name, Runs, _heldOutRatio, _targets) = (name, runs, heldOutRatio, targets);

    /// <summary>The <see cref="ComparedLoss.Name"/>.</summary>
    public string Name { get; }

    /// <summary>One per seed, those that broke down among them.</summary>
    public IReadOnlyList<ComparedRun> Runs { get; }

    /// <summary>Those that did not break down.</summary>
    public IEnumerable<ComparedRun> Finished => Runs.Where(run => run.Failure is null);

    /// <summary>The share of right answers.</summary>
    public MeanInterval? Accuracy => Of(run => run.Accuracy);

    /// <summary>In nats; null where the outputs are no probabilities.</summary>
    public MeanInterval? LogLoss => Of(run => run.LogLoss);

    /// <summary>The squared distance of the probabilities from the truth; null where the outputs are none.</summary>
    public MeanInterval? Brier => Of(run => run.Brier);

    /// <summary>The expected calibration error; null where the outputs are no probabilities.</summary>
    public MeanInterval? CalibrationError => Of(run => run.CalibrationError);

    /// <summary>For each run the epochs until it had 95 % of the best accuracy that any loss of its seed ever had on the held-out rows; null where it never had.</summary>
    public IReadOnlyList<int?> EpochsToLearn => [.. Runs.Select((run, i) => run.Epochs.FirstOrDefault(epoch => epoch.Accuracy >= _targets[i])?.Epoch)];

    /// <summary>The mean seconds of a run on one processor core.</summary>
    public double Seconds => Runs.Average(run => run.Seconds);

    MeanInterval? Of(Func<ComparedRun, double?> figure)
    {
        double[] values = [.. Finished.Select(figure).OfType<double>()];
        return values.Length == 0 ? null : MeanInterval.OfSplits(values, _heldOutRatio);
    }
}
