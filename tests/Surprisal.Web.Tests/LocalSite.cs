using System.Net;

namespace Surprisal.Web.Tests;

/// <summary>The page on a free port, in a folder of its own with a table, a table outside and links that lead there.</summary>
public sealed class LocalSite : IAsyncLifetime
{
    readonly string _outside = Directory.CreateTempSubdirectory("surprisal-outside").FullName;
    readonly StringWriter _error = new();

    public string Folder { get; } = Directory.CreateTempSubdirectory("surprisal-explore").FullName;

    public ExploreServer Server { get; private set; } = null!;

    /// <summary>What came to the terminal: nothing, unless something of ours is at fault.</summary>
    public string Terminal => _error.ToString();

    public Uri Root => new($"http://127.0.0.1:{Server.Port}/");

    /// <summary>A browser that has opened the printed address.</summary>
    public HttpClient Own { get; private set; } = null!;

    /// <summary>Another program of this machine, without the token.</summary>
    public HttpClient Stranger { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        const string Rows = "size,weight,kind\n1.5,2,small\n2,2.5,small\n1,1.5,small\n2.5,3,small\n1.8,2.2,small\n8,9,large\n7.5,8,large\n9,9.5,large\n8.5,7,large\n7,8.8,large\n";
        await File.WriteAllTextAsync(Path.Combine(Folder, "sizes.csv"), Rows);
        Directory.CreateDirectory(Path.Combine(Folder, "below"));
        await File.WriteAllTextAsync(Path.Combine(Folder, "below", "broken.csv"), "a,b\n1\n");
        await File.WriteAllTextAsync(Path.Combine(_outside, "secret.csv"), "password,kind\nhunter2,a\nhunter3,b\n");
        File.CreateSymbolicLink(Path.Combine(Folder, "link.csv"), Path.Combine(_outside, "secret.csv"));
        Directory.CreateSymbolicLink(Path.Combine(Folder, "linked"), _outside);
        Server = await ExploreServer.StartAsync(new() { Port = 0, Folder = Folder, Error = _error });
        Stranger = Client(keepsCookies: false);
        Own = Client(keepsCookies: true);
        using var opened = await Own.GetAsync(Server.Address);
        Assert.Equal(HttpStatusCode.Found, opened.StatusCode);
    }

    public async ValueTask DisposeAsync()
    {
        Own.Dispose();
        Stranger.Dispose();
        await Server.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
        Directory.Delete(_outside, recursive: true);
        _error.Dispose();
    }

    /// <summary>Where a file outside the folder is.</summary>
    public string Secret => Path.Combine(_outside, "secret.csv");

    /// <summary>Sends a form from the page itself.</summary>
    public Task<HttpResponseMessage> PostAsync(string path, params (string Name, string Value)[] fields) =>
        Own.PostAsync(path, new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));

    /// <summary>Starts a run and returns its number.</summary>
    public async Task<int> StartRunAsync(params (string Name, string Value)[] fields)
    {
        using var answer = await PostAsync("/train", fields);
        Assert.True(answer.StatusCode == HttpStatusCode.SeeOther, await answer.Content.ReadAsStringAsync());
        return int.Parse(answer.Headers.Location!.ToString().Split("#run-")[1], System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Reads the live stream up to an event that is about <paramref name="id"/> and holds <paramref name="text"/>; returns all that came.</summary>
    public async Task<List<string>> WatchAsync(string id, string text)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        List<string> events = [];
        await using var stream = await Own.GetStreamAsync("/train/events", patience.Token);
        await foreach (var item in System.Net.ServerSentEvents.SseParser.Create(stream).EnumerateAsync(patience.Token))
        {
            events.Add(item.Data);
            if (item.Data.StartsWith(id + "\n", StringComparison.Ordinal) && item.Data.Contains(text, StringComparison.Ordinal)) break;
        }
        return events;
    }

    HttpClient Client(bool keepsCookies) => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = keepsCookies }) { BaseAddress = Root };
}
