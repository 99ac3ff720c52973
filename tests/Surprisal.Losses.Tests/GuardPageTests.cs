using Surprisal.Numerics;

namespace Surprisal.Losses.Tests;

/// <summary>No kernel reads or writes behind its rows.</summary>
public class GuardPageTests
{
    [Theory, MemberData(nameof(LossCase.Names), MemberType = typeof(LossCase))]
    public void Kernels_stay_within_their_memory(string name)
    {
        var c = LossCase.Of(name);
        var loss = c.Loss.ClassWeights is null && c.Loss.PositiveWeights is null ? c.Loss : null;
        foreach (int columns in (int[])[1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 100])
        {
            double[] weights = [.. Enumerable.Repeat(2.0, columns)];
            var fitting = loss ?? (c.Loss.ClassWeights is null ? c.Loss with { PositiveWeights = weights } : c.Loss with { ClassWeights = weights });
            Touch<float>(columns, (z, t, g, l) => fitting.EvaluateEach(z.AsMatrix(columns), c.Answer.Values is null ? new int[3] : (ReadOnlySpan<float>)t, l, g.AsMatrix(columns)), fitting);
            Touch<double>(columns, (z, t, g, l) => fitting.EvaluateEach(z.AsMatrix(columns), c.Answer.Values is null ? new int[3] : (ReadOnlySpan<double>)t, l, g.AsMatrix(columns)), fitting);
        }
    }

    [Fact]
    public void Activations_stay_within_their_memory()
    {
        foreach (int columns in (int[])[1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 33])
        {
            TouchActivations<float>(columns);
            TouchActivations<double>(columns);
        }
    }

    static void TouchActivations<T>(int columns)
        where T : unmanaged
    {
        using var z = new GuardedMemory<T>(3 * columns);
        using var p = new GuardedMemory<T>(3 * columns);
        using var sums = new GuardedMemory<T>(3);
        foreach (var (from, to, each) in (ReadOnlySpan<(GuardedMemory<T>.Memory, GuardedMemory<T>.Memory, GuardedMemory<T>.Memory)>)
            [(z.AtEnd, p.AtEnd, sums.AtEnd), (z.AtStart, p.AtStart, sums.AtStart)])
        {
            ReadOnlyMatrixSpan<T> logits = from.Span.AsMatrix(columns);
            var results = to.Span.AsMatrix(columns);
            from.Span.Fill(Number.FromDouble<T>(0.5));
            Activations.Softmax(logits, results);
            Activations.LogSoftmax(logits, results);
            Activations.LogSumExp(logits, each.Span);
            Activations.AbsNormalise(logits, results);
            Activations.Hardmax(logits, results);
            Activations.Sigmoid<T>(from.Span, to.Span);
            Activations.LogSigmoid<T>(from.Span, to.Span);
            Activations.Exponential<T>(from.Span, to.Span);
        }
    }

    delegate double Call<T>(Span<T> logits, Span<T> targets, Span<T> gradient, Span<T> losses);

    static void Touch<T>(int columns, Call<T> call, Loss loss)
        where T : unmanaged
    {
        using var z = new GuardedMemory<T>(3 * columns);
        using var t = new GuardedMemory<T>(3 * columns);
        using var g = new GuardedMemory<T>(3 * columns);
        using var l = new GuardedMemory<T>(loss.LossCount(3, columns));
        z.AtEnd.Span.Fill(Number.FromDouble<T>(0.5));
        t.AtEnd.Span.Fill(Number.FromDouble<T>(0.5));
        Assert.True(double.IsFinite(call(z.AtEnd.Span, t.AtEnd.Span, g.AtEnd.Span, l.AtEnd.Span)));
    }
}
