using Surprisal.Numerics;

namespace Surprisal;

/// <summary>Who computes: the worker threads, and the matrix product and the convolution with their working memory. One for a whole run, used by one thread at a time.</summary>
public sealed class Engine : IDisposable
{
    /// <summary>An engine on so many processor cores; results do not depend on their number.</summary>
    public Engine(int threads)
    {
        Pool = new WorkerPool(threads);
        Product = new MatrixProduct(Pool);
        Convolution = new PictureConvolution(Pool);
        Rows = new SharedRows(Pool);
    }

    /// <summary>The worker threads.</summary>
    public WorkerPool Pool { get; }

    /// <summary>The matrix product.</summary>
    public MatrixProduct Product { get; }

    /// <summary>The convolution.</summary>
    public PictureConvolution Convolution { get; }

    /// <summary>Whatever is done row by row.</summary>
    public SharedRows Rows { get; }

    /// <summary>Ends the threads and returns the memory.</summary>
    public void Dispose()
    {
        Product.Dispose();
        Convolution.Dispose();
        Pool.Dispose();
    }
}
