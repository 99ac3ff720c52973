using System.Diagnostics;
using Surprisal.Losses;

namespace Surprisal.Benchmarks.Guard;

/// <summary>One loss on one shape, number type and kind of target: one kernel that the JIT compiles.</summary>
sealed class GuardCase(string loss, string form, Loss evaluated, Batch batch) : IDisposable
{
    /// <summary>About as many logits in every case, small enough for the second-level cache.</summary>
    const int Logits = 1 << 14;

    const int WarmRows = 16;

    public string Loss => loss;

    /// <summary>Such as <c>10-classes-float</c>.</summary>
    public string Form => form;

    /// <summary>The fastest call so far, in nanoseconds a logit: noise only ever adds.</summary>
    public double Nanoseconds { get; private set; } = double.PositiveInfinity;

    /// <summary>Every loss of the catalog in the forms that it has.</summary>
    public static IEnumerable<GuardCase> All()
    {
        foreach (var definition in LossCatalog.All)
        {
            var kinds = definition.Info.Targets;
            var loss = LossThreads.Limit(LossCatalog.Parse(definition.Info.Name), 1);
            bool classes = kinds.HasFlag(TargetKinds.ClassIndex), values = kinds != TargetKinds.ClassIndex;
            string kind = classes ? "classes" : "columns";
            // 10 columns take the kernels' path for short rows, 100 the one for long rows; half-full registers are in both.
            yield return Create<float>(loss, 10, classes, kind);
            yield return Create<float>(loss, 100, classes, kind);
            yield return Create<double>(loss, 100, classes, kind);
            if (classes && values) yield return Create<float>(loss, 100, classes: false, "soft");
        }
    }

    /// <summary>Calls on a few rows for about <paramref name="seconds"/>: enough of them for the next tier.</summary>
    public void WarmUp(double seconds)
    {
        long start = Stopwatch.GetTimestamp();
        for (int call = 0; call < 64 || Stopwatch.GetElapsedTime(start).TotalSeconds < seconds; call++) batch.Evaluate(evaluated, WarmRows);
    }

    /// <summary>Takes the fastest of the calls that fit in <paramref name="seconds"/> into <see cref="Nanoseconds"/>.</summary>
    public void Measure(double seconds)
    {
        long start = Stopwatch.GetTimestamp();
        do
        {
            long before = Stopwatch.GetTimestamp();
            batch.Evaluate(evaluated, batch.Rows);
            Nanoseconds = Math.Min(Nanoseconds, Stopwatch.GetElapsedTime(before).TotalNanoseconds / batch.Logits);
        }
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < seconds);
    }

    public void Dispose() => batch.Dispose();

    static GuardCase Create<T>(Loss loss, int columns, bool classes, string kind)
        where T : unmanaged
    {
        int rows = Logits / columns;
        bool single = typeof(T) == typeof(float);
        Batch batch = single ? new SingleBatch(rows, columns, classes) : new DoubleBatch(rows, columns, classes);
        GuardData.Fill(batch, loss.Info);
        return new(loss.Info.Name, $"{columns}-{kind}-{(single ? "float" : "double")}", loss, batch);
    }
}
