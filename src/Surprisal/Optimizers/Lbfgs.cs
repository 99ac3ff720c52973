namespace Surprisal;

/// <summary>Minimises a smooth function of many parameters by L-BFGS with a strong-Wolfe line search (Liu and Nocedal 1989). Allocates nothing per step.</summary>
public sealed class Lbfgs
{
    // So many steps in a row without a lower value or a smaller gradient, and rounding is all there is left to see.
    const int Patience = 10;

    readonly ObjectiveFunction _objective;
    readonly LbfgsOptions _options;
    readonly LbfgsMemory _memory;
    readonly LineSearch _search;
    readonly double[] _parameters;
    readonly double[] _trialParameters, _gradient, _trialGradient, _direction;
    readonly CancellationToken _stop;
    double _value, _gradientNorm;
    int _evaluations;

    Lbfgs(ObjectiveFunction objective, double[] parameters, LbfgsOptions options, CancellationToken stop)
    {
        _objective = objective;
        _parameters = parameters;
        _options = options;
        _stop = stop;
        _memory = new LbfgsMemory(options.Memory, parameters.Length, options.Preconditioner);
        _search = new LineSearch(Evaluate);
        _trialParameters = new double[parameters.Length];
        _gradient = new double[parameters.Length];
        _trialGradient = new double[parameters.Length];
        _direction = new double[parameters.Length];
    }

    /// <summary>Minimises an objective.</summary>
    /// <param name="objective">What to minimise.</param>
    /// <param name="parameters">Where to start; overwritten with the best found, also when an exception ends it.</param>
    /// <param name="options">When to stop; defaults where left out.</param>
    /// <param name="progress">Told after every step.</param>
    /// <param name="stop">Looked at before every evaluation.</param>
    /// <exception cref="NotFiniteNumberException">The objective or its gradient is not finite at the start.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was triggered.</exception>
    public static LbfgsResult Minimize(
        ObjectiveFunction objective, double[] parameters, LbfgsOptions? options = null, IProgress<LbfgsIteration>? progress = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(parameters);
        options ??= new LbfgsOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Memory, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(options.MaxIterations);
        return new Lbfgs(objective, parameters, options, stop).Run(progress);
    }

    LbfgsResult Run(IProgress<LbfgsIteration>? progress)
    {
        Start();
        int stalled = 0;
        double lowest = _value, flattest = _gradientNorm;
        for (int iteration = 0; ; iteration++)
        {
            progress?.Report(new LbfgsIteration(iteration, _value, _gradientNorm, _evaluations));
            if (_gradientNorm <= _options.GradientTolerance) return Result(iteration, LbfgsReason.Converged);
            if (stalled == Patience) return Result(iteration, LbfgsReason.NoProgress);
            if (iteration == _options.MaxIterations) return Result(iteration, LbfgsReason.IterationLimit);
            if (!TryStep()) return Result(iteration, LbfgsReason.NoProgress);
            stalled = _value < lowest || _gradientNorm < flattest ? 0 : stalled + 1;
            lowest = Math.Min(lowest, _value);
            flattest = Math.Min(flattest, _gradientNorm);
        }
    }

    double Rounding => _options.ValueRounding * Math.Abs(_value);

    LbfgsResult Result(int iterations, LbfgsReason reason) => new(_value, _gradientNorm, iterations, _evaluations, reason);

    void Start()
    {
        _stop.ThrowIfCancellationRequested();
        _evaluations = 1;
        _value = _objective(_parameters, _gradient);
        _gradientNorm = VectorMath.MaxNorm(_gradient);
        if (!double.IsFinite(_value) || !double.IsFinite(_gradientNorm))
            throw new NotFiniteNumberException($"the objective must be finite at the start, got {_value} with a largest slope of {_gradientNorm}.", _value);
    }

    bool TryStep()
    {
        bool fresh = _memory.IsEmpty;
        if (TryAlong(fresh)) return true;
        if (fresh) return false;
        // What the memory says may be rounding by now; the slope itself is the last resort.
        _memory.Clear();
        return TryAlong(fresh: true);
    }

    bool TryAlong(bool fresh)
    {
        _gradient.CopyTo(_direction, 0);
        _memory.Apply(_direction);
        VectorMath.Scale(_direction, -1);
        double slope = VectorMath.Dot(_gradient, _direction);
        if (!(slope < 0 && double.IsFinite(slope))) return false;
        // Without any knowledge of the curvature a first step of length 1 is as good as another.
        double step = fresh && _options.Preconditioner is null ? Math.Min(1, 1 / Math.Sqrt(-slope)) : 1;
        var found = _search.Search(_value, slope, step, Rounding);
        _evaluations += _search.Evaluations;
        if (found is null) return false;
        _memory.Add(_parameters, _trialParameters, _gradient, _trialGradient);
        _trialParameters.CopyTo(_parameters, 0);
        _trialGradient.CopyTo(_gradient, 0);
        _value = found.Value.Value;
        _gradientNorm = VectorMath.MaxNorm(_gradient);
        return true;
    }

    (double Value, double Slope) Evaluate(double step)
    {
        _stop.ThrowIfCancellationRequested();
        _parameters.CopyTo(_trialParameters, 0);
        VectorMath.AddScaled(_trialParameters, step, _direction);
        double value = _objective(_trialParameters, _trialGradient);
        return (value, VectorMath.Dot(_trialGradient, _direction));
    }
}
