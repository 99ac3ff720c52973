using System.Runtime.ExceptionServices;

namespace Surprisal.Numerics;

/// <summary>One member of a pool, with its share of a run: parts index, index + threads, index + 2·threads and so on.</summary>
sealed class Worker(WorkerPool pool, int index)
{
    /// <summary>The part whose body threw, when <see cref="Error"/> is set; the share ends there.</summary>
    public int FailedPart { get; private set; }

    public ExceptionDispatchInfo? Error { get; private set; }

    public SpinThenParkEvent Start { get; } = new();

    /// <summary>Set on a thread for as long as it runs a body.</summary>
    [field: ThreadStatic]
    public static bool IsInsideBody { get; private set; }

    public void RunShare(int parts, Action<int> body)
    {
        Error = null;
        IsInsideBody = true;
        int part = index;
        try
        {
            for (; part < parts; part += pool.Threads) body(part);
        }
        catch (Exception error)
        {
            // Any exception at all: it belongs to the caller of the run, who gets it on his own thread.
            FailedPart = part;
            Error = ExceptionDispatchInfo.Capture(error);
        }
        finally
        {
            IsInsideBody = false;
        }
    }
}
