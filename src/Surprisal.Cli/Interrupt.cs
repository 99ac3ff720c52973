namespace Surprisal.Cli;

/// <summary>Ctrl-C as a token. The first one asks the work to stop; the second one ends the process as usual.</summary>
sealed class Interrupt : IDisposable
{
    readonly CancellationTokenSource _source = new();

    public Interrupt() => Console.CancelKeyPress += Stop;

    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        Console.CancelKeyPress -= Stop;
        _source.Dispose();
    }

    void Stop(object? sender, ConsoleCancelEventArgs e)
    {
        e.Cancel = !_source.IsCancellationRequested;
        _source.Cancel();
    }
}
