using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Surprisal.Reports;

namespace Surprisal.Web;

/// <summary>Which address answers with what.</summary>
static class Site
{
    public static void Map(IEndpointRouteBuilder site)
    {
        site.MapGet("/site.css", () => Asset("site.css", "text/css; charset=utf-8"));
        site.MapGet("/charts.css", () => TypedResults.Text(ReportStyle.Css, "text/css; charset=utf-8"));
        site.MapGet("/explore.js", () => Asset("explore.js", "text/javascript; charset=utf-8"));
        site.MapGet("/favicon.ico", () => TypedResults.NoContent());
        PlaygroundAddresses.Map(site);
        ShapesAddresses.Map(site);
        var locked = site.MapGroup("").AddEndpointFilter(NeedsToken);
        TrainAddresses.Map(locked);
        PredictAddresses.Map(locked);
        site.MapFallback(() => new RazorComponentResult<MissingPage> { StatusCode = StatusCodes.Status404NotFound });
    }

    // Whatever trains or reads a file.
    static async ValueTask<object?> NeedsToken(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var token = context.HttpContext.RequestServices.GetRequiredService<StartToken>();
        return token.IsIn(context.HttpContext.Request) ? await next(context) : new RazorComponentResult<LockedPage> { StatusCode = StatusCodes.Status403Forbidden };
    }

    static FileContentHttpResult Asset(string name, string type)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return TypedResults.Bytes(bytes, type);
    }
}
