using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Surprisal.Web;

/// <summary>The live stream of a page: whenever a run has something new, its part of the page as HTML. The first line of an event is the id of the element that it belongs into.</summary>
sealed class RunEvents(RunList runs, IServiceProvider services, ILoggerFactory loggers, IHostApplicationLifetime lifetime)
{
    // 12 pictures a second look like motion.
    static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(80);

    /// <summary>Events until the page is closed or the server ends.</summary>
    public async IAsyncEnumerable<SseItem<string>> Stream([EnumeratorCancellation] CancellationToken closed)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(closed, lifetime.ApplicationStopping);
        using var watching = runs.Watch();
        var shown = new Dictionary<int, (long Version, RunState? State)>();
        using var timer = new PeriodicTimer(s_pause);
        do
        {
            bool anyEnded = false;
            foreach (var run in runs.All())
            {
                var (version, state) = shown.GetValueOrDefault(run.Id, (-1, null));
                if (version == run.Version) continue;
                var now = run.State;
                shown[run.Id] = (run.Version, now);
                yield return new($"run-{run.Id}-live\n{await RenderAsync<RunLive>(new() { ["Run"] = run })}");
                if (state == now) continue;
                anyEnded |= !run.IsAlive;
                yield return new($"run-{run.Id}-controls\n{await RenderAsync<RunControls>(new() { ["Run"] = run })}");
                // Pressed while its buttons were drawn: nobody knows which they are, so they are drawn again.
                if (run.State != now) shown[run.Id] = (-1, null);
            }
            if (anyEnded) yield return new($"comparison\n{await RenderAsync<RunComparison>(new() { ["Runs"] = runs.All() })}");
        }
        while (await NextAsync(timer, end.Token));
    }

    static async Task<bool> NextAsync(PeriodicTimer timer, CancellationToken end)
    {
        try
        {
            return await timer.WaitForNextTickAsync(end);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    // A renderer keeps every component that it ever rendered: one for each picture.
    async Task<string> RenderAsync<T>(Dictionary<string, object?> parameters)
        where T : IComponent
    {
        await using var renderer = new HtmlRenderer(services, loggers);
        return await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<T>(ParameterView.FromDictionary(parameters))).ToHtmlString());
    }
}
