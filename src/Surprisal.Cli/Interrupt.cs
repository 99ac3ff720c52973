using System.Runtime.InteropServices;

namespace Surprisal.Cli;

/// <summary>Ctrl-C and a polite kill (SIGTERM) as a token. The first one asks the work to stop; the second one ends the process as usual.</summary>
sealed class Interrupt : IDisposable
{
    const int Signalled = 128;

    readonly CancellationTokenSource _source = new();
    readonly PosixSignalRegistration[] _signals;

    public Interrupt() => _signals =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Stop(signal, 2)),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Stop(signal, 15)),
    ];

    public CancellationToken Token => _source.Token;

    /// <summary>What the process ends with, once it was asked to stop: 128 and the signal's number, as shells say.</summary>
    public int ExitCode { get; private set; }

    public void Dispose()
    {
        foreach (var signal in _signals) signal.Dispose();
        _source.Dispose();
    }

    void Stop(PosixSignalContext signal, int number)
    {
        signal.Cancel = !_source.IsCancellationRequested;
        ExitCode = Signalled + number;
        _source.Cancel();
    }
}
