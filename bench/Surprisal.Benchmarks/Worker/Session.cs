using System.Diagnostics;
using Surprisal.Losses;

namespace Surprisal.Benchmarks.Worker;

/// <summary>The batch and the loss that the requests are about.</summary>
sealed class Session
{
    /// <summary>Warming up is for the code, not for the memory: with few rows many calls fit, and tier 1 wants calls.</summary>
    const int WarmLogits = 1 << 13;

    readonly Stopwatches _stopwatches = new();
    int _threads = 1;
    Batch? _batch;
    Loss? _loss;
    string _logits = "", _targets = "";

    public Reply Hello(int threads)
    {
        _threads = threads;
        return new() { Threads = LossThreads.Used(threads) };
    }

    /// <summary>Takes the loss that is asked for; if the catalog has none, says so in its words.</summary>
    public Reply Find(Request request)
    {
        _loss = null;
        try
        {
            var loss = LossThreads.Limit(LossCatalog.Parse(request.Loss), _threads);
            _loss = request.ClassWeights is null ? loss : loss with { ClassWeights = request.ClassWeights };
            return new();
        }
        catch (ArgumentException exception)
        {
            return new() { Skipped = exception.Message };
        }
    }

    /// <summary>Reads the batch, warms up, and compares with what the peer computed.</summary>
    public Reply Prepare(Request request)
    {
        if (_loss is null) throw new InvalidOperationException("no loss has been found that a batch could be prepared for");
        Read(request);
        WarmUpCode(_batch!, _loss, request.Seconds);
        double value = _batch!.Evaluate(_loss, _batch.Rows);
        return new()
        {
            ValueError = value == request.Value ? 0 : Math.Abs(value - request.Value) / Math.Abs(request.Value),
            GradientError = _batch.GradientError(request.Gradient),
            BytesPerCall = _batch.BytesPerCall,
        };
    }

    public Reply Time(double seconds)
    {
        var (batch, loss) = (_batch, _loss);
        if (batch is null || loss is null) throw new InvalidOperationException("nothing is prepared to be timed");
        return _stopwatches.Run(seconds, () => batch.Evaluate(loss, batch.Rows));
    }

    public Reply TimeScale(double seconds)
    {
        if (_batch is not { } batch) throw new InvalidOperationException("nothing is prepared to be scaled");
        return _stopwatches.Run(seconds, () => batch.Scale(_threads));
    }

    void Read(Request request)
    {
        // Many jobs share their logits and targets: files are named for what they hold and read once in a row.
        if (_logits == request.Logits && _targets == request.Targets) return;
        _batch?.Dispose();
        _batch = request.Double
            ? new DoubleBatch(request.Rows, request.Columns, request.Classes)
            : new SingleBatch(request.Rows, request.Columns, request.Classes);
        _batch.ReadLogits(request.Logits);
        _batch.ReadTargets(request.Targets);
        (_logits, _targets) = (request.Logits, request.Targets);
    }

    /// <summary>Two thirds of the time on a few rows, the rest on all: only they are split over threads.</summary>
    static void WarmUpCode(Batch batch, Loss loss, double seconds)
    {
        int few = Math.Clamp(WarmLogits / batch.Columns, 1, batch.Rows);
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < seconds * 2 / 3) batch.Evaluate(loss, few);
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < seconds) batch.Evaluate(loss, batch.Rows);
    }
}
