using Surprisal.Data;
using Surprisal.Losses;
using Surprisal.Numerics;

namespace Surprisal;

/// <summary>
/// C·Σ ℓ + ½‖weights‖² of a linear model, and its slope. The rows are cut into chunks that stay in cache, so the features are read
/// from memory once for logits and slope together. Which chunks are added up in which order depends on the data's size only, so
/// the bits are the same for any number of threads.
/// </summary>
/// <remarks>
/// Parameters are a matrix of (features + 1) × outputs, the last row the biases, which carry no penalty. Two classes under a
/// softmax have one output: the logit of class 0 is fixed at 0, as one vector says all and the penalty shall not count it twice.
/// </remarks>
sealed class LinearObjective : IDisposable
{
    const int MaxParts = 32;

    // Sums of all parts together: 64 MiB.
    const int MaxSums = 8 << 20;

    readonly double _c;
    readonly WorkerPool _pool;
    readonly LinearChunk[] _workers;
    readonly Action<int> _runPart;
    readonly double[][] _sums;
    readonly double[] _losses;
    readonly float[] _weights;
    readonly int _chunks;

    public LinearObjective(Dataset data, Loss loss, double c, WorkerPool pool)
    {
        _c = c;
        _pool = pool;
        int classes = data.Targets!.ClassNames.Count;
        Outputs = loss.Info.Activation == OutputActivation.Softmax && classes == 2 ? 1 : classes;
        Length = checked((data.Columns + 1) * Outputs);
        _weights = new float[Length];
        int rows = LinearChunk.RowsFor(data.Columns);
        _chunks = (data.Rows + rows - 1) / rows;
        int parts = Math.Clamp(Math.Min(MaxSums / Length, _chunks), 1, MaxParts);
        _sums = new double[parts][];
        for (int part = 0; part < parts; part++) _sums[part] = new double[Length];
        _losses = new double[parts];
        _workers = new LinearChunk[Math.Min(pool.Threads, parts)];
        for (int worker = 0; worker < _workers.Length; worker++) _workers[worker] = new LinearChunk(data, loss, Outputs, _weights);
        _runPart = RunPart;
    }

    /// <summary>How many logits the model computes for a row.</summary>
    public int Outputs { get; }

    /// <summary>How many parameters.</summary>
    public int Length { get; }

    /// <summary>The objective, and its slope.</summary>
    public double Evaluate(ReadOnlySpan<double> parameters, Span<double> gradient)
    {
        for (int i = 0; i < _weights.Length; i++) _weights[i] = (float)parameters[i];
        _pool.Run(_sums.Length, _runPart);
        double loss = 0;
        gradient.Clear();
        for (int part = 0; part < _sums.Length; part++)
        {
            loss += _losses[part];
            VectorMath.AddScaled(gradient, _c, _sums[part]);
        }

        var weights = parameters[..^Outputs];
        VectorMath.AddScaled(gradient[..^Outputs], 1, weights);
        return _c * loss + 0.5 * VectorMath.Dot(weights, weights);
    }

    public void Dispose()
    {
        foreach (var worker in _workers) worker.Dispose();
    }

    void RunPart(int part)
    {
        // Part p is worker p mod threads's; so is its memory.
        var worker = _workers[part % _pool.Threads];
        double[] sum = _sums[part];
        Array.Clear(sum);
        double loss = 0;
        int end = (int)((long)_chunks * (part + 1) / _sums.Length);
        for (int chunk = (int)((long)_chunks * part / _sums.Length); chunk < end; chunk++) loss += worker.Add(chunk, sum);
        _losses[part] = loss;
    }
}
