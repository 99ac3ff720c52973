using Microsoft.AspNetCore.Http;

namespace Surprisal.Web;

/// <summary>After a form was taken: the page to go to, so that reloading it sends nothing again.</summary>
/// <param name="address">A path of ours.</param>
sealed class SeeOther(string address) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = address;
        return Task.CompletedTask;
    }
}
