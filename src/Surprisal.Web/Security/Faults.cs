using Microsoft.AspNetCore.Http;

namespace Surprisal.Web;

/// <summary>Turns a fault of ours into a line in the terminal and a short page; no stack trace ever leaves.</summary>
sealed class Faults(RequestDelegate next, ExploreOptions options)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The browser went away; nobody is left to tell.
        }
        catch (BadHttpRequestException e)
        {
            await Answer(context, e.StatusCode, "the request is too long, broken off or no form");
        }
        catch (InvalidDataException)
        {
            await Answer(context, StatusCodes.Status400BadRequest, "the form cannot be read");
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            await options.Error.WriteLineAsync($"error: {context.Request.Method} {context.Request.Path}: {e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")}");
            await Answer(context, StatusCodes.Status500InternalServerError, "something went wrong; the terminal has a line about it");
        }
    }

    static Task Answer(HttpContext context, int status, string message)
    {
        if (context.Response.HasStarted) return Task.CompletedTask;
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync($"surprisal explore: {message}\n");
    }
}
