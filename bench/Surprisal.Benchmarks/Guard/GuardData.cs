using System.Numerics;
using Surprisal.Losses;

namespace Surprisal.Benchmarks.Guard;

/// <summary>Logits and targets of the kind that a loss reads.</summary>
static class GuardData
{
    public static void Fill(Batch batch, LossInfo info)
    {
        if (batch is SingleBatch single) Fill(single, info);
        else Fill((DoubleBatch)batch, info);
    }

    static void Fill<T>(Batch<T> batch, LossInfo info)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var random = new Random(20);
        var logits = batch.LogitBuffer.Span;
        for (int i = 0; i < logits.Length; i++) logits[i] = T.CreateTruncating((4 * random.NextDouble()) - 2);
        if (info.Activation == OutputActivation.Exponential) LogSoftmax(logits, batch.Columns);

        foreach (ref int target in batch.ClassBuffer.Span) target = random.Next(batch.Columns);
        var values = batch.ValueBuffer.Span;
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = info.Targets.HasFlag(TargetKinds.Distribution) ? T.CreateTruncating(2 * random.NextDouble() / batch.Columns)
                : info.Targets.HasFlag(TargetKinds.Binary) ? T.CreateTruncating(random.Next(2))
                : T.CreateTruncating((4 * random.NextDouble()) - 2);
        }
    }

    static void LogSoftmax<T>(Span<T> logits, int columns)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var rest = logits; !rest.IsEmpty; rest = rest[columns..])
        {
            T sum = T.Zero;
            foreach (var z in rest[..columns]) sum += T.Exp(z);
            foreach (ref var z in rest[..columns]) z -= T.Log(sum);
        }
    }
}
