using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>
/// Cross-entropy of float rows with few classes and a class index as answer: as many rows at a time as a register holds floats. Exponentials in floats, sums and
/// logarithms in doubles.
/// </summary>
/// <remarks>Several blocks take each step together: the steps of one block wait for each other, and those of its neighbours fill the gaps.</remarks>
static unsafe class CrossEntropyBlockKernel
{
    /// <summary>From so many classes on, row by row is faster.</summary>
    public const int TooManyClasses = 48;

    const int MostBlocks = 8;

    /// <summary>Writes what the batch asks for and returns Σ w·ℓ.</summary>
    public static double Run(in PinnedBatch<float> batch, in SoftmaxOptions options) =>
        Vector512.IsHardwareAccelerated ? Run<Lane512<float>, Lane512<double>>(batch, options)
            : Vector256.IsHardwareAccelerated ? Run<Lane256<float>, Lane256<double>>(batch, options)
            : Run<Lane128<float>, Lane128<double>>(batch, options);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // fast from the first call on, not from the thirtieth
    static double Run<V, VDouble>(in PinnedBatch<float> batch, in SoftmaxOptions options)
        where V : unmanaged, ISimdLane<V, float>, ILane<V>
        where VDouble : unmanaged, ISimdLane<VDouble, double>, ILane<VDouble>
    {
        double total = 0;
        int groupRows = V.Count * MostBlocks, classes = batch.Columns;
        for (int start = 0; start < batch.Rows; start += groupRows)
        {
            var group = batch.Part(start, Math.Min(groupRows, batch.Rows - start), 1);
            var answers = new ClassAnswers(Scratch.Of(groupRows * ClassAnswers.Size + (nint)groupRows * classes / 2 + 16), groupRows);
            float* e = (float*)(answers.Sum + groupRows * ClassAnswers.Size);
            bool readable = true;
            for (int row = 0; row < group.Rows && readable; row += V.Count)
                readable = Exponentials<V, VDouble>(group.Part(row, Math.Min(V.Count, group.Rows - row), 1), e + (nint)row * classes, answers.Sum + row);
            // Full registers of rows that all count once: the usual case, and where the time per row shows.
            bool plain = group.Rows % V.Count == 0 && options.ClassWeights is null && options.IgnoreIndex is null;
            readable = readable && (plain ? answers.TakePlain(group, e, V.Count) : answers.Take(group, options, e, V.Count));
            if (!readable)
            {
                total += SoftmaxKernel.Run(default(CrossEntropy), group, options); // huge logits or hopeless rows: rare, and read on doubles
                continue;
            }
            total += Finish<V, VDouble>(group, answers, e, plain);
            for (int row = 0; row < group.Rows && batch.Gradient != null; row += V.Count)
                RowBlock.Write(e + (nint)row * classes, answers.Factor + row, group.Gradient + (nint)row * classes, Math.Min(V.Count, group.Rows - row), classes, V.Count);
            if (plain) answers.GivePlain(group);
            else total += answers.Give(group, options);
        }
        return total;
    }

    /// <summary>
    /// Writes each row's exponentials, one lane a row, and their sums. False where floats cannot do it: logits of 2¹⁴ or more, or none that is finite.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static bool Exponentials<V, VDouble>(PinnedBatch<float> block, float* e, double* sums)
        where V : unmanaged, ISimdLane<V, float>, ILane<V>
        where VDouble : unmanaged, ISimdLane<VDouble, double>, ILane<VDouble>
    {
        int classes = block.Columns;
        RowBlock.Read(block.Logits, block.Rows, classes, e, V.Count);
        V max = double.NegativeInfinity;
        for (int k = 0; k < classes; k++) max = V.Max(max, V.Load(e + k * V.Count));
        V reference = V.Reference(max), lowest = max - 131;
        VDouble first = 0, second = 0;
        for (int k = 0; k < classes; k++)
        {
            float* at = e + k * V.Count;
            V z = V.Load(at);
            V.ZeroBelow(V.ExpRelative(z, reference), z, lowest).Store(at);
            first += VDouble.Read(at);
            second += VDouble.Read(at + VDouble.Count);
        }
        first.Store(sums);
        second.Store(sums + VDouble.Count);
        return V.Largest(V.Abs(max)) < 16384;
    }

    /// <summary>Loss and gradient factors of a group's rows, as many at a time as a register holds doubles. Returns Σ ℓ where all rows count once, else 0.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static double Finish<V, VDouble>(PinnedBatch<float> group, ClassAnswers answers, float* e, bool plain)
        where V : unmanaged, ISimdLane<V, float>, ILane<V>
        where VDouble : unmanaged, ISimdLane<VDouble, double>, ILane<VDouble>
    {
        VDouble weight = 1, scale = group.Scale, losses = 0;
        for (int row = 0; row < group.Rows; row += VDouble.Count)
        {
            VDouble sum = VDouble.Load(answers.Sum + row), own = VDouble.Load(answers.Own + row), others = sum - own;
            // Where an answer is nearly sure, the difference has lost the digits of the others.
            if (VDouble.Largest(own * 1e-6 - others) > 0)
            {
                others = Others<V, VDouble>(group, e, row);
                sum = others + own;
            }
            if (!plain) weight = VDouble.Load(answers.Weight + row);
            VDouble both = (VDouble)1 / (own * sum), factor = weight * scale * own * both; // one division for 1/own and 1/sum
            VDouble loss = weight * VDouble.Log1POrdinary(others * sum * both);
            loss.Store(answers.Loss + row);
            losses += loss;
            (factor * -others).Store(answers.OwnGradient + row);
            factor.Write(answers.Factor + row);
        }
        return plain ? VDouble.Sum(losses) : 0;
    }

    /// <summary>The sums of all exponentials but the answers', class by class.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    static VDouble Others<V, VDouble>(in PinnedBatch<float> group, float* e, int row)
        where V : unmanaged, ISimdLane<V, float>, ILane<V>
        where VDouble : unmanaged, ISimdLane<VDouble, double>, ILane<VDouble>
    {
        VDouble others = 0, target = 0;
        for (int lane = 0; lane < VDouble.Count && row + lane < group.Rows; lane++) target = VDouble.With(target, lane, group.Classes[row + lane]);
        float* first = e + (nint)(row / V.Count * V.Count) * group.Columns + row % V.Count;
        for (int k = 0; k < group.Columns; k++) others += VDouble.ZeroAtZero(VDouble.Read(first + k * V.Count), target - k);
        return others;
    }
}
