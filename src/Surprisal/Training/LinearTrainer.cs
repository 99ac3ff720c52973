using System.Globalization;
using Surprisal.Data;
using Surprisal.Losses;
using Surprisal.Numerics;

namespace Surprisal;

/// <summary>Fits a linear model: the minimum of C·Σ ℓ + ½‖weights‖², scikit-learn's objective for logistic regression; biases are not penalised. Weights of rows make it C·Σ w·ℓ, as its sample_weight does.</summary>
/// <remarks>
/// With two classes and a softmax loss the first class is the reference: its weights and bias are 0, as in scikit-learn's binomial
/// model, so that one vector of weights is penalised and not two.
/// </remarks>
public static class LinearTrainer
{
    // The curvature is estimated anew after 10 steps, 40, 130, …: early it changes fast, as rows become easy and lose theirs.
    const int FirstStage = 10;

    // Losses and slopes are computed in single precision and added in double.
    const double ValueRounding = 1e-7;

    /// <summary>Fits all rows of a dataset whose answers are all known.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="loss">What to minimise; how it reduces a batch plays no part.</param>
    /// <param name="options">How; defaults where left out.</param>
    /// <param name="progress">Told after every step how far it is.</param>
    /// <param name="stop">Ends it with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="TrainingException">Weights do not fit, or the objective is not finite at the start.</exception>
    public static LinearFit Fit(Dataset data, Loss loss, LinearOptions? options = null, IProgress<TrainingProgress>? progress = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(loss);
        TrainingCheck.Rows(data, loss);
        options ??= new LinearOptions();
        using var pool = new WorkerPool(options.Threads);
        using var objective = new LinearObjective(data, loss, options.C, pool);
        using var curvature = new LinearCurvature(data, loss, options.C, objective.Outputs, pool);
        double[] parameters = LinearStart.Parameters(data, loss, objective.Outputs);
        double scale = options.C * data.TotalWeight(), tolerance = options.GradientTolerance * scale;
        var report = new Report(progress, tolerance, scale);
        int iterations = 0, evaluations = 0;
        LbfgsResult result;
        int stage = FirstStage;
        do
        {
            var settings = new LbfgsOptions
            {
                GradientTolerance = tolerance,
                MaxIterations = Math.Min(stage, options.MaxIterations - iterations),
                ValueRounding = ValueRounding,
                Preconditioner = curvature.At(parameters),
            };
            result = Minimize(objective, parameters, settings, report, stop);
            iterations += result.Iterations;
            evaluations += result.Evaluations;
            stage *= 3;
        }
        while (result.Reason == LbfgsReason.IterationLimit && iterations < options.MaxIterations);

        var (weights, biases) = Expanded(parameters, data.Columns, objective.Outputs, data.Targets!.ClassNames.Count);
        return new LinearFit(weights, biases, result.Value, result.GradientNorm, iterations, evaluations, result.Reason) { Steps = report.Steps };
    }

    static LbfgsResult Minimize(LinearObjective objective, double[] parameters, LbfgsOptions options, Report report, CancellationToken stop)
    {
        try
        {
            return Lbfgs.Minimize(objective.Evaluate, parameters, options, report, stop);
        }
        catch (NotFiniteNumberException)
        {
            throw new TrainingException("the loss is not finite at the start: look for extreme values in the features");
        }
    }

    /// <summary>Weights and biases for every class, with zeros for a reference class.</summary>
    static (float[] Weights, float[] Biases) Expanded(double[] parameters, int features, int outputs, int classes)
    {
        float[] weights = new float[features * classes], biases = new float[classes];
        int reference = classes - outputs;
        for (int f = 0; f < features; f++)
            for (int k = 0; k < outputs; k++) weights[f * classes + reference + k] = (float)parameters[f * outputs + k];
        for (int k = 0; k < outputs; k++) biases[reference + k] = (float)parameters[features * outputs + k];
        return (weights, biases);
    }

    sealed class Report(IProgress<TrainingProgress>? progress, double tolerance, double scale) : IProgress<LbfgsIteration>
    {
        double _first, _done;
        int _earlier;

        public List<LbfgsIteration> Steps { get; } = [];

        void IProgress<LbfgsIteration>.Report(LbfgsIteration value)
        {
            if (value.Iteration == 0 && Steps.Count > 0)
            {
                // A stage begins where the one before it ended.
                _earlier = Steps[^1].Evaluations;
                return;
            }

            int iteration = Steps.Count;
            Steps.Add(value with { Iteration = iteration, Evaluations = _earlier + value.Evaluations });
            double left = Math.Log(Math.Max(value.GradientNorm / tolerance, 1));
            if (_first == 0) _first = left;
            // Slopes rise now and then; a bar that goes back helps nobody.
            _done = Math.Max(_done, _first == 0 ? 1 : 1 - left / _first);
            progress?.Report(new(_done, string.Create(CultureInfo.InvariantCulture, $"iteration {iteration}, objective {value.Value / scale:0.0000} nats a row")));
        }
    }
}
