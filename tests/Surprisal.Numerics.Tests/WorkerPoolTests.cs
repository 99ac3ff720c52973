namespace Surprisal.Numerics.Tests;

public class WorkerPoolTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void Every_part_runs_once(int threads)
    {
        using var pool = new WorkerPool(threads);
        Assert.Equal(threads, pool.Threads);
        foreach (int parts in (int[])[0, 1, 2, 3, 7, 64])
        {
            int[] runs = new int[parts];
            pool.Run(parts, part => Interlocked.Increment(ref runs[part]));
            Assert.All(runs, count => Assert.Equal(1, count));
        }
    }

    [Fact]
    public void A_part_is_always_the_same_workers_and_the_caller_is_the_first()
    {
        using var pool = new WorkerPool(3);
        int[] threads = new int[9];
        for (int run = 0; run < 20; run++)
        {
            int[] seen = new int[9];
            pool.Run(9, part => seen[part] = Environment.CurrentManagedThreadId);
            if (run == 0) threads = seen;
            Assert.Equal(threads, seen);
        }

        Assert.Equal(Environment.CurrentManagedThreadId, threads[0]);
        Assert.Equal(3, threads.Distinct().Count());
        for (int part = 3; part < 9; part++) Assert.Equal(threads[part % 3], threads[part]);
    }

    [Fact]
    public void Workers_do_not_keep_a_process_alive()
    {
        using var pool = new WorkerPool(2);
        bool background = false;
        pool.Run(2, part =>
        {
            if (part == 1) background = Thread.CurrentThread.IsBackground;
        });
        Assert.True(background);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Of_several_errors_the_first_parts_reaches_the_caller_and_the_pool_lives_on(int threads)
    {
        using var pool = new WorkerPool(threads);
        for (int first = 0; first < 7; first++)
        {
            var error = Assert.Throws<FormatException>(() => pool.Run(9, part =>
            {
                if (part >= first) throw new FormatException($"part {part}");
            }));
            Assert.Equal($"part {first}", error.Message);
            int done = 0;
            pool.Run(9, _ => Interlocked.Increment(ref done));
            Assert.Equal(9, done);
        }
    }

    [Fact]
    public void A_run_within_a_run_happens_on_the_spot()
    {
        using var pool = new WorkerPool(2);
        using var other = new WorkerPool(2);
        int[,] threads = new int[4, 5];
        pool.Run(4, outer =>
        {
            pool.Run(4, inner => threads[outer, inner] = Environment.CurrentManagedThreadId);
            other.Run(2, inner => threads[outer, 4] = Environment.CurrentManagedThreadId);
        });
        for (int outer = 0; outer < 4; outer++)
            for (int inner = 1; inner < 5; inner++) Assert.Equal(threads[outer, 0], threads[outer, inner]);
        Assert.NotEqual(threads[0, 0], threads[1, 0]);
    }

    [Fact]
    public void A_run_with_a_kept_body_allocates_nothing()
    {
        using var pool = new WorkerPool(2);
        int[] sums = new int[2 * 16];
        Action<int> body = part => sums[part * 16]++;
        Assert.Equal(0, Allocations.Least(() => pool.Run(2, body)));
        Assert.Equal(5, sums[16]);
    }

    [Fact]
    public void Two_callers_take_turns()
    {
        using var pool = new WorkerPool(2);
        int inside = 0, most = 0, total = 0;
        var callers = Enumerable.Range(0, 2).Select(_ => new Thread(() =>
        {
            for (int run = 0; run < 500; run++)
            {
                pool.Run(2, part =>
                {
                    int now = Interlocked.Increment(ref inside);
                    if (now > Volatile.Read(ref most)) Volatile.Write(ref most, now);
                    Interlocked.Increment(ref total);
                    Interlocked.Decrement(ref inside);
                });
            }
        })).ToArray();
        foreach (var caller in callers) caller.Start();
        foreach (var caller in callers) Assert.True(caller.Join(TimeSpan.FromSeconds(60)));
        Assert.Equal(2000, total);
        Assert.InRange(most, 1, 2);
    }

    [Fact]
    public void After_its_end_it_says_so()
    {
        var pool = new WorkerPool(2);
        pool.Dispose();
        pool.Dispose();
        Assert.Throws<ObjectDisposedException>(() => pool.Run(2, _ => { }));
        using var alive = new WorkerPool(2);
        Assert.Throws<InvalidOperationException>(() => alive.Run(2, _ => alive.Dispose()));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WorkerPool(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => alive.Run(-1, _ => { }));
    }

    // 2: workers spin, then park; pauses around the spinning time hit every moment of parking. 3: on two cores, they park at once.
    [Theory]
    [InlineData(2, 100_000, 2_000)]
    [InlineData(2, 4_000, 40_000)]
    [InlineData(3, 20_000, 2_000)]
    public void No_wake_up_is_lost(int threads, int runs, int longestPause)
    {
        int done = 0;
        var caller = new Thread(() =>
        {
            using var pool = new WorkerPool(threads);
            var random = new Random(7);
            int[] counts = new int[threads];
            Action<int> body = part =>
            {
                if ((counts[part]++ & 63) == part) Thread.SpinWait(200);
            };
            for (int run = 0; run < runs; run++)
            {
                pool.Run(threads, body);
                // Half of all pauses are nothing, so that runs also meet workers that have not gone back to waiting.
                if ((run & 1) == 0) Thread.SpinWait(random.Next(longestPause) / (1 + (run & 15)));
                done++;
            }

            Assert.All(counts, count => Assert.Equal(runs, count));
        })
        { IsBackground = true };
        caller.Start();
        Assert.True(caller.Join(TimeSpan.FromSeconds(90)), $"stuck after {Volatile.Read(ref done)} runs");
    }
}
