using System.Globalization;
using System.Reflection;
using Microsoft.Playwright;

namespace Surprisal.Web.Tests;

/// <summary>The pages as a person meets them: by mouse and keyboard, live, narrow and wide, light and dark, with script and without.</summary>
public sealed class BrowserTests(OwnBrowser browser) : IClassFixture<OwnBrowser>
{
    static readonly string[] s_pages = ["/", "/shapes", "/train", "/train?data=file:sizes.csv", "/predict"];

    [Fact]
    public async Task Arrow_keys_on_a_slider_change_the_loss_at_once()
    {
        await using var window = await browser.OpenAsync();
        var page = window.Page;
        var loss = page.Locator("#result .figures b").First;
        string before = await loss.InnerTextAsync();
        await page.GetByLabel("Drag the logit of cat").FocusAsync();
        for (int i = 0; i < 10; i++) await page.Keyboard.PressAsync("ArrowRight");
        Assert.Equal("3", await page.Locator("#z0").InputValueAsync());
        // log(1 + e^(0.5 − 3) + e^(−1 − 3))
        string expected = Math.Log(1 + Math.Exp(-2.5) + Math.Exp(-4)).ToString("0.0000", CultureInfo.InvariantCulture);
        await page.GetByText(expected, new() { Exact = true }).First.WaitForAsync();
        Assert.NotEqual(before, await loss.InnerTextAsync());
        Assert.Contains("z0=3", page.Url, StringComparison.Ordinal); // the address can be kept
    }

    [Fact]
    public async Task Another_kind_of_answer_changes_the_form()
    {
        await using var window = await browser.OpenAsync();
        await window.Page.GetByLabel("The answer is").SelectOptionAsync("Distribution");
        await window.Page.GetByLabel("Target of dog").WaitForAsync();
        Assert.True(await window.Page.GetByLabel("hinge", new() { Exact = true }).IsDisabledAsync());
    }

    [Fact]
    public async Task A_chosen_loss_joins_the_shapes()
    {
        await using var window = await browser.OpenAsync();
        await window.Page.GotoAsync("/shapes");
        await window.Page.GetByLabel("cubed-hinge").CheckAsync();
        await window.Page.GetByRole(AriaRole.Rowheader, new() { Name = "cubed-hinge" }).WaitForAsync();
    }

    [Fact]
    public async Task A_run_is_started_held_and_ended_by_keyboard_and_seen_live()
    {
        await using var window = await browser.OpenAsync();
        var page = window.Page;
        await page.GotoAsync("/train");
        await page.GetByLabel("Epochs").FillAsync("100000");
        await page.GetByRole(AriaRole.Button, new() { Name = "Train" }).PressAsync("Enter");
        var live = page.Locator("[id^=run-][id$=-live]").First;
        await live.GetByText("What it answers where").First.WaitForAsync();
        string seen = await live.InnerTextAsync();
        await page.WaitForFunctionAsync("([id, seen]) => document.getElementById(id).innerText !== seen", new[] { await live.GetAttributeAsync("id"), seen });
        await page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).PressAsync("Enter");
        await page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).WaitForAsync();
        Assert.Equal("Go on", await page.EvaluateAsync<string>("document.activeElement.innerText")); // the keyboard stays where it was
        await page.Keyboard.PressAsync("Enter");
        await page.GetByText("Learning", new() { Exact = true }).WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Stop" }).PressAsync("Enter");
        await page.GetByText("Stopped", new() { Exact = true }).WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove" }).PressAsync("Enter");
        await page.GetByText("No run yet").WaitForAsync();
    }

    [Fact]
    public async Task A_table_is_learnt_compared_and_asked()
    {
        await using var window = await browser.OpenAsync(isDark: true);
        var page = window.Page;
        await page.GotoAsync("/train?data=file:sizes.csv&model=linear");
        await page.GetByRole(AriaRole.Button, new() { Name = "Train" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Side by side" }).WaitForAsync();
        Assert.Empty(await AuditAsync(page));
        await page.GetByRole(AriaRole.Link, new() { Name = "Predict with it" }).ClickAsync();
        await page.GetByLabel("size", new() { Exact = true }).FillAsync("9");
        await page.GetByLabel("weight", new() { Exact = true }).FillAsync("9");
        await page.Locator("#result .figures").GetByText("large", new() { Exact = true }).WaitForAsync();
        Assert.Empty(await AuditAsync(page));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Everything_has_a_name_and_can_be_read_light_and_dark(bool isDark)
    {
        await using var window = await browser.OpenAsync(isDark: isDark);
        foreach (string path in s_pages)
        {
            await window.Page.GotoAsync(path);
            Assert.Equal([], (await AuditAsync(window.Page)).Select(fault => $"{path}: {fault}"));
        }
    }

    [Fact]
    public async Task The_audit_finds_what_it_looks_for()
    {
        await using var window = await browser.OpenAsync();
        await window.Page.EvaluateAsync("document.querySelector('main').insertAdjacentHTML('beforeend', '<input id=\"z0\"><h4>x</h4><p hidden>y</p>')");
        await window.Page.EvaluateAsync("document.querySelector('main p').style.color = '#999'");
        var faults = await AuditAsync(window.Page);
        foreach (string start in (string[])["no name: <input", "id twice: z0", "heading skips", "contrast 2."]) Assert.Contains(faults, fault => fault.StartsWith(start, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_telephone_never_scrolls_sideways()
    {
        await using var window = await browser.OpenAsync(width: 400);
        foreach (string path in s_pages)
        {
            await window.Page.GotoAsync(path);
            Assert.Equal((path, 400), (path, await window.Page.EvaluateAsync<int>("document.documentElement.scrollWidth")));
        }
    }

    [Fact]
    public async Task Forms_work_without_script()
    {
        await using var window = await browser.OpenAsync(hasScript: false);
        var page = window.Page;
        await page.GetByLabel("Logit of cat", new() { Exact = true }).FillAsync("5");
        await page.GetByRole(AriaRole.Button, new() { Name = "Update" }).ClickAsync();
        string expected = Math.Log(1 + Math.Exp(-4.5) + Math.Exp(-6)).ToString("0.0000", CultureInfo.InvariantCulture);
        await page.GetByText(expected, new() { Exact = true }).First.WaitForAsync();
        await page.GotoAsync("/train");
        await page.GetByLabel("Epochs").FillAsync("5");
        await page.GetByRole(AriaRole.Button, new() { Name = "Train" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Side by side" }).WaitForAsync(); // the page loads itself again while something runs
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove" }).First.ClickAsync();
    }

    static async Task<string[]> AuditAsync(IPage page)
    {
        using var script = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("audit.js")!);
        return await page.EvaluateAsync<string[]>(await script.ReadToEndAsync());
    }
}
