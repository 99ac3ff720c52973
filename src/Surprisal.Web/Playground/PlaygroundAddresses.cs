using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Surprisal.Web;

/// <summary>The playground: the page, and its result alone for a script that replaces it while a logit is dragged.</summary>
static class PlaygroundAddresses
{
    public static void Map(IEndpointRouteBuilder site)
    {
        site.MapGet("/", (HttpRequest request) =>
        {
            var (input, problem) = Read(request);
            return new RazorComponentResult<PlaygroundPage>(new { Input = input, Problem = problem }) { StatusCode = Status(problem) };
        });
        site.MapGet("/playground/result", (HttpRequest request) =>
        {
            var (input, problem) = Read(request);
            return new RazorComponentResult<PlaygroundResult>(new { Input = input, Problem = problem }) { StatusCode = Status(problem) };
        });
    }

    static (PlaygroundInput Input, string? Problem) Read(HttpRequest request)
    {
        try
        {
            return (PlaygroundInput.Read(new(request.Query)), null);
        }
        catch (InputException e)
        {
            return (PlaygroundInput.Start, e.Message);
        }
    }

    static int Status(string? problem) => problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;
}
