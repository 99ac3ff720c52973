using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Surprisal.Web;

/// <summary>The shapes of losses: the page, and its result alone.</summary>
static class ShapesAddresses
{
    public static void Map(IEndpointRouteBuilder site)
    {
        site.MapGet("/shapes", (HttpRequest request) =>
        {
            var (input, problem) = Read(request);
            return new RazorComponentResult<ShapesPage>(new { Input = input, Problem = problem }) { StatusCode = problem is null ? 200 : 400 };
        });
        site.MapGet("/shapes/result", (HttpRequest request) =>
        {
            var (input, problem) = Read(request);
            return new RazorComponentResult<ShapesResult>(new { Input = input, Problem = problem }) { StatusCode = problem is null ? 200 : 400 };
        });
    }

    static (ShapesInput Input, string? Problem) Read(HttpRequest request)
    {
        try
        {
            return (ShapesInput.Read(new(request.Query)), null);
        }
        catch (InputException e)
        {
            return (ShapesInput.Start, e.Message);
        }
    }
}
