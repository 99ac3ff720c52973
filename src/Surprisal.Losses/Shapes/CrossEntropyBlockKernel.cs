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
            readable = readable && answers.Take(group, options, e, V.Count);
            if (!readable)
            {
                total += SoftmaxKernel.Run(default(CrossEntropy), group, options); // huge logits or hopeless rows: rare, and read on doubles
                continue;
            }
            for (int row = 0; row < group.Rows; row += VDouble.Count) Finish<V, VDouble>(group, answers, e, row);
            for (int row = 0; row < group.Rows && batch.Gradient != null; row += V.Count)
                RowBlock.Write(e + (nint)row * classes, answers.Factor + row, group.Gradient + (nint)row * classes, Math.Min(V.Count, group.Rows - row), classes, V.Count);
            total += answers.Give(group, options);
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

    /// <summary>Loss and gradient of as many rows as a register holds doubles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Finish<V, VDouble>(in PinnedBatch<float> group, ClassAnswers answers, float* e, int row)
        where V : unmanaged, ISimdLane<V, float>, ILane<V>
        where VDouble : unmanaged, ISimdLane<VDouble, double>, ILane<VDouble>
    {
        VDouble sum = VDouble.Load(answers.Sum + row), own = VDouble.Load(answers.Own + row), others = sum - own;
        // Where an answer is nearly sure, the difference has lost the digits of the others.
        if (VDouble.Largest(own * 1e-6 - others) > 0)
        {
            others = 0;
            VDouble target = VDouble.Load(answers.Target + row);
            float* first = e + (nint)(row / V.Count * V.Count) * group.Columns + row % V.Count;
            for (int k = 0; k < group.Columns; k++) others += VDouble.ZeroAtZero(VDouble.Read(first + k * V.Count), target - k);
            sum = others + own;
        }
        VDouble weight = VDouble.Load(answers.Weight + row), both = (VDouble)1 / (own * sum), factor = weight * group.Scale * own * both; // one division for 1/own and 1/sum
        (weight * VDouble.Log1P(others * sum * both)).Store(answers.Loss + row);
        (factor * -others).Store(answers.OwnGradient + row);
        factor.Write(answers.Factor + row);
    }
}
