using Microsoft.Playwright;

namespace Surprisal.Web.Tests;

/// <summary>The system's Chromium.</summary>
public sealed class OwnBrowser : IAsyncLifetime
{
    const string Variable = "SURPRISAL_CHROMIUM";

    IPlaywright? _playwright;
    IBrowser? _browser;

    static string Chromium => Environment.GetEnvironmentVariable(Variable) ?? "/usr/bin/chromium";

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Chromium)) return;
        _playwright = await Playwright.CreateAsync();
        // Without --no-sandbox Chromium refuses to start for root, as whom containers run. It sees no page but ours.
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = ["--no-sandbox"] });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    /// <summary>A fresh window that has opened the printed address of a site of its own; the test is skipped where there is no browser.</summary>
    public async Task<Window> OpenAsync(int width = 1600, bool isDark = false, bool hasScript = true)
    {
        if (_browser is null) Assert.Skip($"no Chromium at {Chromium}: install Debian's package chromium, or set {Variable} to a Chromium or Chrome");
        var site = new LocalSite();
        await site.InitializeAsync();
        var context = await _browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = 900 },
            ColorScheme = isDark ? ColorScheme.Dark : ColorScheme.Light,
            JavaScriptEnabled = hasScript,
            BaseURL = site.Root.AbsoluteUri,
        });
        var window = new Window(site, context, await context.NewPageAsync());
        await window.Page.GotoAsync(site.Server.Address.AbsoluteUri);
        return window;
    }
}

/// <summary>A window and what went wrong in it.</summary>
public sealed class Window : IAsyncDisposable
{
    readonly LocalSite _site;
    readonly IBrowserContext _context;
    readonly List<string> _faults = [];

    public Window(LocalSite site, IBrowserContext context, IPage page)
    {
        (_site, _context, Page) = (site, context, page);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") _faults.Add(message.Text);
        };
        page.PageError += (_, error) => _faults.Add(error);
    }

    public IPage Page { get; }

    /// <summary>Nothing was refused by the page's own policy, and no script failed.</summary>
    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        await _site.DisposeAsync();
        Assert.Empty(_faults);
    }
}
