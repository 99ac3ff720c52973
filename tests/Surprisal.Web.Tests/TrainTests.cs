using System.Net;
using System.Text.RegularExpressions;

namespace Surprisal.Web.Tests;

/// <summary>Runs are started, watched, held, ended and compared. Each test has a site of its own, since runs are counted.</summary>
public sealed class TrainTests : IAsyncLifetime
{
    static readonly (string, string)[] s_endless = [("data", "drawn:moons"), ("epochs", "100000")];

    readonly LocalSite _site = new();

    public ValueTask InitializeAsync() => _site.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        Assert.Equal("", _site.Terminal);
        await _site.DisposeAsync();
    }

    [Fact]
    public async Task A_run_is_watched_to_its_end_and_compared()
    {
        int run = await _site.StartRunAsync(("data", "drawn:gaussians"), ("epochs", "40"), ("rows", "300"));
        var events = await _site.WatchAsync("comparison", "gaussians");
        string live = events.Last(data => data.StartsWith($"run-{run}-live\n", StringComparison.Ordinal));
        Assert.Contains("What it answers where", live, StringComparison.Ordinal);
        Assert.Contains("Loss by epoch", live, StringComparison.Ordinal);
        Assert.Contains(events, data => data.StartsWith($"run-{run}-controls\n", StringComparison.Ordinal) && data.Contains("Finished", StringComparison.Ordinal));
        // Three clouds, each 0.75 wide and at least 1.8 from the next: far better than the third that guessing gets.
        Assert.InRange(double.Parse(Regex.Match(events[^1], @"(\d+\.\d) %").Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture), 70, 100);
    }

    [Fact]
    public async Task A_table_of_the_folder_is_learnt_on_two_columns()
    {
        int run = await _site.StartRunAsync(("data", "file:sizes.csv"), ("target", "kind"), ("x", "size"), ("y", "weight"), ("model", "linear"));
        var events = await _site.WatchAsync("comparison", "sizes.csv");
        Assert.Contains(events, data => data.StartsWith($"run-{run}-live\n", StringComparison.Ordinal) && data.Contains("What it answers where", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_paused_run_waits_goes_on_when_told_and_stops_when_told()
    {
        int run = await _site.StartRunAsync(s_endless);
        using (await _site.PostAsync($"/train/{run}/pause")) { }
        await _site.WatchAsync($"run-{run}-controls", "Paused");
        // The batch at hand may still be reported; what follows it not any more.
        await Task.Delay(200);
        string page = await _site.Own.GetStringAsync("/train");
        await Task.Delay(300);
        Assert.Equal(Epoch(page), Epoch(await _site.Own.GetStringAsync("/train")));
        using (await _site.PostAsync($"/train/{run}/resume")) { }
        await _site.WatchAsync($"run-{run}-controls", "Learning");
        using (await _site.PostAsync($"/train/{run}/pause")) { }
        using (await _site.PostAsync($"/train/{run}/stop")) { }
        await _site.WatchAsync($"run-{run}-controls", "Stopped");
    }

    [Fact]
    public async Task A_closed_page_ends_only_the_run_that_asked_for_it()
    {
        int kept = await _site.StartRunAsync(s_endless), tied = await _site.StartRunAsync([.. s_endless, ("ends", "1")]);
        await _site.WatchAsync($"run-{kept}-live", "epoch"); // and close the stream
        string page;
        do
        {
            await Task.Delay(200);
            page = await _site.Own.GetStringAsync("/train");
        }
        while (!State(page, tied).Contains("Stopped", StringComparison.Ordinal));
        Assert.Contains("Learning", State(page, kept), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_so_many_runs_are_under_way_at_once()
    {
        await _site.StartRunAsync(s_endless);
        int second = await _site.StartRunAsync(s_endless);
        using var third = await _site.PostAsync("/train", s_endless);
        Assert.Equal(HttpStatusCode.BadRequest, third.StatusCode);
        Assert.Contains("2 runs are under way", await third.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using (await _site.PostAsync($"/train/{second}/remove")) { }
        await _site.StartRunAsync(s_endless);
    }

    [Theory]
    [InlineData("data=file:nothing.csv", "'nothing.csv' is not a file of the folder that explore was started in")]
    [InlineData("data=file:size.csv", "did you mean 'sizes.csv'?")]
    [InlineData("data=file:below/broken.csv", "broken.csv:2: 2 columns expected, got 1")]
    [InlineData("data=drawn:mons", "did you mean 'moons'?")]
    [InlineData("data=drawn:labels", "'labels' is nothing that is drawn in the plane; drawn: gaussians, moons, xor")]
    [InlineData("data=file:sizes.csv&target=kinds", "column 'kinds' is not in sizes.csv; did you mean 'kind'?")]
    [InlineData("data=file:sizes.csv&x=size&y=size", "choose two different columns")]
    [InlineData("loss=binary-cross-entropy", "binary-cross-entropy does not fit a column of classes; losses that do:")]
    [InlineData("loss=crossentropy", "'crossentropy' is not a loss; did you mean 'cross-entropy'?")]
    [InlineData("hidden=0", "hidden layers are 1 to 6 whole numbers from 1 to 1024, such as 16, 16; got '0'")]
    [InlineData("epochs=0", "epochs must be a number from 1 to 100000, got '0'")]
    [InlineData("rate=x", "the learning rate must be a number")]
    [InlineData("model=conv", "'conv' is not a model; valid: mlp, linear")]
    public async Task What_cannot_be_trained_is_told_in_one_line(string form, string message)
    {
        using var answer = await _site.PostAsync("/train", [.. form.Split('&').Select(pair => (pair.Split('=')[0], pair.Split('=', 2)[1]))]);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(message, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_training_that_breaks_down_says_why_and_ends_nothing_else()
    {
        int run = await _site.StartRunAsync(("data", "drawn:xor"), ("rate", "1000"), ("loss", "log-squared"), ("epochs", "2000"), ("hidden", "64, 64, 64"));
        var events = await _site.WatchAsync($"run-{run}-controls", "Remove");
        Assert.Contains(events, data => data.Contains("Failed", StringComparison.Ordinal) || data.Contains("Finished", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_finished_run_predicts_a_row_of_the_form()
    {
        int run = await _site.StartRunAsync(("data", "file:sizes.csv"), ("target", "kind"), ("model", "linear"));
        await _site.WatchAsync("comparison", "sizes.csv");
        Assert.Contains("name=\"c1\"", await _site.Own.GetStringAsync($"/predict?model=run:{run}"), StringComparison.Ordinal);
        Assert.Contains("<b>large</b>", await _site.Own.GetStringAsync($"/predict/result?model=run:{run}&c0=9&c1=9"), StringComparison.Ordinal);
        Assert.Contains("<b>small</b>", await _site.Own.GetStringAsync($"/predict/result?model=run:{run}&c0=1&c1=1"), StringComparison.Ordinal);
        using var wrong = await _site.Own.GetAsync($"/predict/result?model=run:{run}&c0=wide&c1=1");
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Contains("'size'", WebUtility.HtmlDecode(await wrong.Content.ReadAsStringAsync()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run:99", "that run is gone or has not finished")]
    [InlineData("file:../x.safetensors", "is not a file of the folder")]
    [InlineData("x", "choose a model")]
    public async Task A_model_that_is_not_there_is_told(string key, string message)
    {
        using var answer = await _site.Own.GetAsync($"/predict?model={key}");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        string page = await answer.Content.ReadAsStringAsync();
        Assert.True(page.Contains(message, StringComparison.Ordinal) || page.Contains("There is no model yet", StringComparison.Ordinal));
    }

    static string Epoch(string page) => Regex.Match(page, @"epoch \d+ of").Value;

    static string State(string page, int run) => Regex.Match(page, $"id=\"run-{run}-controls\".*?</span>", RegexOptions.Singleline).Value;
}
