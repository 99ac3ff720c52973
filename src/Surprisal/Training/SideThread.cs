using System.Runtime.ExceptionServices;

namespace Surprisal;

/// <summary>A thread that does one piece of work at a time beside its owner.</summary>
sealed class SideThread : IDisposable
{
    readonly Action<int> _work;
    readonly SemaphoreSlim _start = new(0), _end = new(0);
    readonly Thread _thread;
    ExceptionDispatchInfo? _error;
    int _number;
    bool _isBusy, _isOver;

    /// <param name="work">What it does; takes the number that <see cref="Start"/> is given.</param>
    public SideThread(Action<int> work)
    {
        _work = work;
        _thread = new Thread(Run) { IsBackground = true, Name = "Surprisal batches" };
        _thread.Start();
    }

    /// <summary>Begins a piece of work; the one before is over.</summary>
    public void Start(int number)
    {
        (_number, _isBusy) = (number, true);
        _start.Release();
    }

    /// <summary>Returns when the work is over, and throws what it threw; at once where none was begun.</summary>
    public void Wait()
    {
        if (!_isBusy) return;
        _end.Wait();
        _isBusy = false;
        _error?.Throw();
    }

    public void Dispose()
    {
        if (_isBusy) _end.Wait();
        _isOver = true;
        _start.Release();
        _thread.Join();
        _start.Dispose();
        _end.Dispose();
    }

    void Run()
    {
        while (true)
        {
            _start.Wait();
            if (_isOver) return;
            try
            {
                _work(_number);
            }
            catch (Exception error)
            {
                // Any exception at all: it belongs to the owner, who gets it on his own thread.
                _error = ExceptionDispatchInfo.Capture(error);
            }
            _end.Release();
        }
    }
}
