using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Surprisal.Data;

namespace Surprisal.Web;

/// <summary>Training: the page, the start of a run, what can be done with one, and the stream by which it is watched.</summary>
static class TrainAddresses
{
    public static void Map(IEndpointRouteBuilder site)
    {
        site.MapGet("/train", (HttpRequest request, DataChoices choices, RunList runs) => Page(new(request.Query), choices, runs));
        site.MapPost("/train", StartAsync);
        site.MapPost("/train/{id:int}/pause", (int id, RunList runs) => With(runs, id, run => run.Pause()));
        site.MapPost("/train/{id:int}/resume", (int id, RunList runs) => With(runs, id, run => run.Resume()));
        site.MapPost("/train/{id:int}/stop", (int id, RunList runs) => With(runs, id, run => run.Stop()));
        site.MapPost("/train/{id:int}/remove", async (int id, RunList runs) =>
        {
            await runs.RemoveAsync(id);
            return new SeeOther("/train");
        });
        site.MapGet("/train/events", (RunEvents events, CancellationToken closed) => TypedResults.ServerSentEvents(events.Stream(closed)));
    }

    static async Task<IResult> StartAsync(HttpRequest request, DataChoices choices, RunList runs)
    {
        if (!request.HasFormContentType) throw new BadHttpRequestException("no form", StatusCodes.Status415UnsupportedMediaType);
        var fields = new Fields(await request.ReadFormAsync());
        try
        {
            var run = runs.Start(TrainForm.Read(fields));
            return new SeeOther($"/train{fields.Query}#run-{run.Id}");
        }
        catch (Exception e) when (e is InputException or DataException or TrainingException)
        {
            return Page(fields, choices, runs, e.Message);
        }
    }

    static RazorComponentResult<TrainPage> Page(Fields fields, DataChoices choices, RunList runs, string? problem = null)
    {
        TrainForm form;
        (IReadOnlyList<string> Names, string Target) columns;
        try
        {
            form = TrainForm.Read(fields);
            columns = choices.Columns(form.Data);
        }
        catch (Exception e) when (e is InputException or DataException)
        {
            problem ??= e.Message;
            form = TrainForm.Read(new([]));
            columns = choices.Columns(form.Data);
        }
        return new(new { Form = form, Columns = columns.Names, OwnTarget = columns.Target, Choices = choices.Groups(), Runs = runs.All(), Address = $"/train{fields.Query}", Problem = problem })
        {
            StatusCode = problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
        };
    }

    static IResult With(RunList runs, int id, Action<LiveRun> act)
    {
        if (runs.Find(id) is not { } run) return TypedResults.Text($"there is no run {id} any more\n", statusCode: StatusCodes.Status404NotFound);
        act(run);
        return new SeeOther($"/train#run-{id}");
    }
}
