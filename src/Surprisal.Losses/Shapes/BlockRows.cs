using System.Runtime.CompilerServices;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>What a block of rows with class targets has per row: the class, its weight and its logit. The numbers lie in memory so that both registers and single lanes reach them.</summary>
unsafe readonly struct BlockRows<V>(double* scratch)
    where V : unmanaged, ISimdLane<V, double>, ILane<V>
{
    /// <summary>How many registers of scratch it takes.</summary>
    public const int Size = 8;

    readonly double* _target = scratch;
    readonly double* _weight = scratch + V.Count;
    readonly double* _own = scratch + 2 * V.Count;
    readonly double* _gradient = scratch + 3 * V.Count;
    readonly double* _loss = scratch + 4 * V.Count;
    readonly double* _factor = scratch + 5 * V.Count;

    /// <summary>The class of each row; 0 where it is ignored.</summary>
    public V* Target => (V*)_target;

    /// <summary>What each row counts; 0 where it is ignored.</summary>
    public V* Weight => (V*)_weight;

    /// <summary>The logit of each row's class.</summary>
    public V* OwnLogit => (V*)_own;

    /// <summary>What each row's class gets as gradient.</summary>
    public V* OwnGradient => (V*)_gradient;

    /// <summary>What each row's gradient is multiplied by.</summary>
    public V* Factor => (V*)_factor;

    /// <summary>Each row's largest logit.</summary>
    public V* Max => (V*)(_factor + V.Count);

    /// <summary>1 − p of each row's leading class.</summary>
    public V* LeadComplement => (V*)(_factor + 2 * V.Count);

    /// <summary>What each row costs.</summary>
    public V* Loss => (V*)_loss;

    /// <summary>Reads the answers of a block. Lanes without a row of their own count nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Take<T>(in PinnedBatch<T> batch, in SoftmaxOptions options)
        where T : unmanaged
    {
        if (batch.Rows == V.Count && batch.Classes != null && options.IgnoreIndex is null && options.ClassWeights is null)
        {
            *Weight = 1;
            Take(batch.Classes, batch.Logits, batch.Columns);
            return;
        }
        for (int lane = 0; lane < V.Count; lane++)
        {
            int target = lane < batch.Rows && batch.Classes != null ? batch.Classes[lane] : 0;
            bool counts = lane < batch.Rows && (batch.Classes == null || target != options.IgnoreIndex);
            if (!counts) target = 0;
            _target[lane] = target;
            _weight[lane] = !counts ? 0 : options.ClassWeights is { } weights && batch.Classes != null ? weights[target] : 1;
            _own[lane] = counts ? Number.ToDouble(batch.Logits[(nint)lane * batch.Columns + target]) : 0;
        }
    }

    /// <summary>The same where every row counts 1.</summary>
    void Take<T>(int* classes, T* logits, nint columns)
        where T : unmanaged
    {
        for (int lane = 0; lane < V.Count; lane++, logits += columns)
        {
            int target = classes[lane];
            _target[lane] = target;
            _own[lane] = Number.ToDouble(logits[target]);
        }
    }

    /// <summary>Writes 1 for each row's class and 0 for all others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void WriteOneHot(V* targets, int classes)
    {
        new Span<double>(targets, classes * V.Count).Clear();
        for (int lane = 0; lane < V.Count; lane++) ((double*)(targets + (int)_target[lane]))[lane] = 1;
    }

    /// <summary>The number of each row's class.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V GatherOwn(V* classes)
    {
        for (int lane = 0; lane < V.Count; lane++) _own[lane] = ((double*)(classes + (int)_target[lane]))[lane];
        return *OwnLogit;
    }

    /// <summary>Writes <paramref name="nothing"/> in the place of each row's class.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void TakeOut(V* classes, double nothing)
    {
        for (int lane = 0; lane < V.Count; lane++) ((double*)(classes + (int)_target[lane]))[lane] = nothing;
    }

    /// <summary>Writes <see cref="OwnGradient"/> to where each row's class is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void PatchOwn<T>(T* gradient, int rows, int classes)
        where T : unmanaged
    {
        for (int lane = 0; lane < rows; lane++) gradient[(nint)lane * classes + (int)_target[lane]] = Number.FromDouble<T>(_gradient[lane]);
    }

    /// <summary>Makes ignored rows cost nothing and pull nowhere whatever they hold, writes the losses and returns their sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double Finish<T>(in PinnedBatch<T> batch, int? ignoreIndex)
        where T : unmanaged
    {
        double total = 0;
        if (batch.Losses == null && (ignoreIndex is null || batch.Classes == null))
        {
            for (int lane = 0; lane < batch.Rows; lane++) total += _loss[lane];
            return total;
        }
        for (int lane = 0; lane < batch.Rows; lane++)
        {
            double loss = _loss[lane];
            if (batch.Classes != null && batch.Classes[lane] == ignoreIndex)
            {
                loss = 0;
                if (batch.Gradient != null) new Span<T>(batch.Gradient + (nint)lane * batch.Columns, batch.Columns).Clear();
            }
            if (batch.Losses != null) batch.Losses[lane] = Number.FromDouble<T>(loss);
            total += loss;
        }
        return total;
    }
}
