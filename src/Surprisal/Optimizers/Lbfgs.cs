using System.Numerics;
using System.Runtime.InteropServices;

namespace Surprisal;

/// <summary>
/// Minimises a smooth function by L-BFGS: the last ten steps stand for the curvature, and a line search that satisfies the strong Wolfe
/// conditions picks each step's length. Nocedal and Wright, Numerical Optimization (2006), algorithms 7.4 and 7.5.
/// </summary>
public sealed class Lbfgs
{
    const int Memory = 10;
    readonly IObjective _objective;
    readonly double[][] _steps, _changes;
    readonly double[] _inverseCurvatures = new double[Memory], _coefficients = new double[Memory];
    double[] _gradient, _trial, _trialGradient;
    readonly double[] _direction;
    int _stored, _evaluations;

    Lbfgs(IObjective objective)
    {
        int count = objective.Count;
        _objective = objective;
        _steps = [.. Enumerable.Range(0, Memory).Select(_ => new double[count])];
        _changes = [.. Enumerable.Range(0, Memory).Select(_ => new double[count])];
        (_gradient, _trial, _trialGradient, _direction) = (new double[count], new double[count], new double[count], new double[count]);
    }

    /// <summary>Minimises from where <paramref name="parameters"/> are, and leaves them at the best point found.</summary>
    /// <param name="objective">The function.</param>
    /// <param name="parameters">The start; overwritten.</param>
    /// <param name="maxIterations">Steps at most.</param>
    /// <param name="progress">Told the iteration and the value after each step.</param>
    /// <param name="stop">Ends it with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="TrainingException">The function is not finite at the start.</exception>
    public static LbfgsResult Minimize(
        IObjective objective, Span<double> parameters, int maxIterations, Action<int, double>? progress = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(objective);
        if (parameters.Length != objective.Count) throw new ArgumentException($"{objective.Count} parameters expected, got {parameters.Length}.");
        return new Lbfgs(objective).Minimize(parameters, maxIterations, progress, stop);
    }

    LbfgsResult Minimize(Span<double> x, int maxIterations, Action<int, double>? progress, CancellationToken stop)
    {
        double value = Evaluate(x, _gradient);
        if (!double.IsFinite(value) || !double.IsFinite(Dot(_gradient, _gradient)))
            throw new TrainingException("the loss is not finite at the start: check the features for extreme values");
        for (int iteration = 0; ; iteration++)
        {
            stop.ThrowIfCancellationRequested();
            if (_objective.IsOptimal(value, _gradient)) return Result(value, iteration, LbfgsReason.Converged);
            if (iteration == maxIterations) return Result(value, iteration, LbfgsReason.IterationLimit);
            SetDirection();
            double slope = Dot(_gradient, _direction);
            if (slope >= 0)
            {
                _stored = 0; // rounding has spoilt the memory: begin anew downhill
                SetDirection();
                slope = Dot(_gradient, _direction);
            }
            double first = _stored == 0 ? Math.Min(1, 1 / Math.Sqrt(-slope)) : 1;
            if (!LineSearch.Find(new Line(this, x, stop), value, slope, first, out double found))
            {
                if (_stored == 0) return Result(value, iteration, LbfgsReason.NoProgress);
                _stored = 0; // once more along the steepest descent, before giving up
                continue;
            }
            Remember(x);
            _trial.CopyTo(x);
            (_gradient, _trialGradient) = (_trialGradient, _gradient);
            value = found;
            progress?.Invoke(iteration + 1, value);
        }
    }

    LbfgsResult Result(double value, int iterations, LbfgsReason reason)
    {
        double largest = 0;
        foreach (double g in _gradient) largest = Math.Max(largest, Math.Abs(g));
        return new(value, largest, iterations, _evaluations, reason);
    }

    double Evaluate(ReadOnlySpan<double> x, double[] gradient)
    {
        _evaluations++;
        return _objective.Evaluate(x, gradient);
    }

    /// <summary>−H·∇ by the two loops over the stored steps.</summary>
    void SetDirection()
    {
        for (int i = 0; i < _direction.Length; i++) _direction[i] = -_gradient[i];
        int held = Math.Min(_stored, Memory);
        for (int back = 1; back <= held; back++)
        {
            int at = (_stored - back) % Memory;
            _coefficients[at] = _inverseCurvatures[at] * Dot(_steps[at], _direction);
            Add(_direction, -_coefficients[at], _changes[at]);
        }
        if (held > 0)
        {
            int last = (_stored - 1) % Memory;
            double scale = 1 / (_inverseCurvatures[last] * Dot(_changes[last], _changes[last]));
            for (int i = 0; i < _direction.Length; i++) _direction[i] *= scale;
        }
        for (int back = held; back >= 1; back--)
        {
            int at = (_stored - back) % Memory;
            Add(_direction, _coefficients[at] - _inverseCurvatures[at] * Dot(_changes[at], _direction), _steps[at]);
        }
    }

    void Remember(ReadOnlySpan<double> x)
    {
        int at = _stored % Memory;
        double[] step = _steps[at], change = _changes[at];
        for (int i = 0; i < step.Length; i++)
        {
            step[i] = _trial[i] - x[i];
            change[i] = _trialGradient[i] - _gradient[i];
        }
        double curvature = Dot(step, change);
        if (!(curvature > 1e-12 * Dot(change, change))) return; // flat within rounding: nothing to learn from
        _inverseCurvatures[at] = 1 / curvature;
        _stored++;
        if (_stored == 2 * Memory) _stored -= Memory;
    }

    static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var left = MemoryMarshal.Cast<double, Vector<double>>(a);
        var right = MemoryMarshal.Cast<double, Vector<double>>(b);
        var sums = Vector<double>.Zero;
        for (int i = 0; i < left.Length; i++) sums += left[i] * right[i];
        double total = Vector.Sum(sums);
        for (int i = left.Length * Vector<double>.Count; i < a.Length; i++) total += a[i] * b[i];
        return total;
    }

    static void Add(double[] target, double factor, double[] values)
    {
        for (int i = 0; i < target.Length; i++) target[i] += factor * values[i];
    }

    /// <summary>The objective along the direction from x, as the line search sees it.</summary>
    readonly ref struct Line(Lbfgs owner, ReadOnlySpan<double> x, CancellationToken stop) : ILine
    {
        readonly ReadOnlySpan<double> _x = x;

        public (double Value, double Slope) At(double step)
        {
            stop.ThrowIfCancellationRequested();
            for (int i = 0; i < _x.Length; i++) owner._trial[i] = _x[i] + step * owner._direction[i];
            double value = owner.Evaluate(owner._trial, owner._trialGradient);
            return (value, Dot(owner._trialGradient, owner._direction));
        }
    }
}
