using Microsoft.AspNetCore.Http;

namespace Surprisal.Web;

/// <summary>
/// Refuses what does not come from this page in a browser of this machine: another Host is a name that was rebound to 127.0.0.1, another Origin a foreign page. Tells the browser to
/// load and run nothing but our own files.
/// </summary>
sealed class RequestGuard(RequestDelegate next, StartToken token)
{
    const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        AddHeaders(response.Headers);
        int port = context.Connection.LocalPort;
        if (!IsOwn(request.Host.Value, port)) return Refuse(response, StatusCodes.Status421MisdirectedRequest, $"this is http://127.0.0.1:{port}, and nothing else");
        if (request.Headers.Origin is { Count: > 0 } origin && !IsOwnOrigin(origin, port)) return Refuse(response, StatusCodes.Status403Forbidden, "requests of other sites are refused");
        if (request.Headers["Sec-Fetch-Site"] is ["cross-site" or "same-site"] && !HttpMethods.IsGet(request.Method))
            return Refuse(response, StatusCodes.Status403Forbidden, "requests of other sites are refused");
        if (HttpMethods.IsGet(request.Method) && token.Move(context) is { } address)
        {
            response.Redirect(address);
            return Task.CompletedTask;
        }
        return next(context);
    }

    static bool IsOwn(string? host, int port) => host == $"127.0.0.1:{port}" || string.Equals(host, $"localhost:{port}", StringComparison.OrdinalIgnoreCase);

    static bool IsOwnOrigin(string? origin, int port) => origin == $"http://127.0.0.1:{port}" || origin == $"http://localhost:{port}";

    static void AddHeaders(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers.CacheControl = "no-store";
        // Not no-referrer: forms would be sent with Origin: null then.
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }

    static Task Refuse(HttpResponse response, int status, string message)
    {
        response.StatusCode = status;
        response.ContentType = "text/plain; charset=utf-8";
        return response.WriteAsync($"surprisal explore: {message}\n");
    }
}
