using Surprisal.Data;
using Surprisal.Losses;
using Surprisal.Numerics;

namespace Surprisal;

/// <summary>Fits a linear model: the minimum of C·Σ ℓ + ½‖weights‖², scikit-learn's objective for logistic regression; biases are not penalised.</summary>
/// <remarks>
/// With two classes and a softmax loss the first class is the reference: its weights and bias are 0, as in scikit-learn's binomial
/// model, so that one vector of weights is penalised and not two.
/// </remarks>
public static class LinearTrainer
{
    /// <summary>Fits all rows of a dataset whose answers are all known.</summary>
    /// <exception cref="TrainingException">The loss is not finite at the start.</exception>
    public static LinearFit Fit(Dataset data, Loss loss, LinearOptions? options = null, IProgress<TrainingProgress>? progress = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(loss);
        options ??= new LinearOptions();
        using var pool = new WorkerPool(options.Threads);
        using var objective = new LinearObjective(data, loss, options, pool);
        double[] parameters = objective.Start();
        double first = double.NaN;
        var result = Lbfgs.Minimize(objective, parameters, options.MaxIterations, Report, stop);
        var (weights, biases) = objective.Model(parameters);
        return new LinearFit(weights, biases, result.Value, result.GradientNorm, result.Iterations, result.Evaluations, result.Reason);

        void Report(int iteration, double value)
        {
            if (progress is null) return;
            double left = Math.Log(Math.Max(objective.Gap, double.Epsilon) / (options.Tolerance * value));
            if (double.IsNaN(first)) first = left;
            progress.Report(new(Math.Clamp(1 - left / first, 0, 1), $"iteration {iteration}, loss {TrainingText.Nats(objective.MeanLoss)}"));
        }
    }
}
