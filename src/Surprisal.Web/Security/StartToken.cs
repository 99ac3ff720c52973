using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Surprisal.Web;

/// <summary>The secret in the address that the tool prints. Whoever opened that address may train and read files; other programs and pages of the same machine may not.</summary>
sealed class StartToken
{
    public const string Parameter = "token";

    readonly byte[] _bytes;

    public StartToken()
    {
        Text = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        _bytes = Encoding.ASCII.GetBytes(Text);
    }

    public string Text { get; }

    /// <summary>Whether the request carries the token as its cookie.</summary>
    public bool IsIn(HttpRequest request) => Is(request.Cookies[CookieName(request)]);

    /// <summary>Takes the token out of the address and leaves it as a cookie, where no page that is linked to sees it; returns the address without it, or null where there was none.</summary>
    public string? Move(HttpContext context)
    {
        var request = context.Request;
        if (request.Query[Parameter] is not [{ } text]) return null;
        if (Is(text))
            context.Response.Cookies.Append(CookieName(request), Text, new() { HttpOnly = true, SameSite = SameSiteMode.Strict, IsEssential = true, Path = "/" });
        // A path that begins with // would be read as the name of another site.
        return "/" + request.Path.Value!.TrimStart('/', '\\') + QueryString.Create(request.Query.Where(pair => pair.Key != Parameter));
    }

    // Cookies do not tell ports apart, and two of these pages may be open at once.
    static string CookieName(HttpRequest request) => $"surprisal-{request.Host.Port}";

    bool Is(string? text) => text is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(text), _bytes);
}
