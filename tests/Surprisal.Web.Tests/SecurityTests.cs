using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Surprisal.Web.Tests;

/// <summary>Nobody but the person who started it gets at anything.</summary>
public sealed partial class SecurityTests(LocalSite site) : IClassFixture<LocalSite>
{
    static readonly string[] s_pages = ["/", "/shapes", "/train", "/predict", "/nothing"];

    [Fact]
    public async Task Only_this_machine_can_connect()
    {
        Assert.Equal("127.0.0.1", site.Server.Address.Host);
        var others = NetworkInterface.GetAllNetworkInterfaces().SelectMany(network => network.GetIPProperties().UnicastAddresses)
            .Select(unicast => unicast.Address).Where(address => address.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(address));
        foreach (var address in others)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            await Assert.ThrowsAsync<SocketException>(() => socket.ConnectAsync(address, site.Server.Port));
        }
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:1")]
    [InlineData("localhost.evil.example")]
    [InlineData("[::1]")]
    public async Task Another_host_name_is_refused_because_it_may_have_been_rebound(string host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/train") { Headers = { Host = host } };
        using var answer = await site.Own.SendAsync(request);
        Assert.Equal(HttpStatusCode.MisdirectedRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("http://evil.example")]
    [InlineData("null")]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("https://localhost")]
    public async Task A_form_of_another_site_is_refused(string origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/train") { Headers = { { "Origin", origin } } };
        using var answer = await site.Own.SendAsync(request);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task A_form_that_a_browser_says_comes_from_another_site_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/train/1/stop") { Headers = { { "Sec-Fetch-Site", "cross-site" } } };
        using var answer = await site.Own.SendAsync(request);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Theory]
    [InlineData("GET", "/train")]
    [InlineData("GET", "/train?data=file:sizes.csv")]
    [InlineData("GET", "/train/events")]
    [InlineData("GET", "/predict")]
    [InlineData("GET", "/predict/result?model=run:1")]
    [InlineData("POST", "/train")]
    [InlineData("POST", "/train/1/stop")]
    public async Task Whatever_trains_or_reads_files_needs_the_token(string method, string path)
    {
        using var request = new HttpRequestMessage(new(method), path);
        using var answer = await site.Stranger.SendAsync(request);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.DoesNotContain("sizes", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_token_goes_from_the_address_into_a_cookie_that_no_script_or_other_site_can_use()
    {
        using var answer = await site.Stranger.GetAsync($"/train{site.Server.Address.Query}&data=drawn:xor");
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal("/train?data=drawn:xor", Uri.UnescapeDataString(answer.Headers.Location!.ToString()));
        string cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.Ordinal);
        Assert.Contains("samesite=strict", cookie, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_token_opens_nothing()
    {
        using var answer = await site.Stranger.GetAsync("/train?token=0123456789abcdef0123456789abcdef");
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("//evil.example/")]
    [InlineData("/%5Cevil.example/")]
    public async Task Taking_the_token_never_leads_to_another_site(string path)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, site.Server.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes($"GET {path}{site.Server.Address.Query} HTTP/1.1\r\nHost: 127.0.0.1:{site.Server.Port}\r\nConnection: close\r\n\r\n"));
        string answer = await new StreamReader(stream).ReadToEndAsync();
        Assert.Matches("\nLocation: /evil", answer);
    }

    [Fact]
    public async Task Every_page_forbids_foreign_and_inline_script_and_has_none()
    {
        foreach (string path in s_pages)
        {
            using var answer = await site.Own.GetAsync(path);
            string policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), page = await answer.Content.ReadAsStringAsync();
            Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self';", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
            Assert.DoesNotMatch(Inline(), page);
        }
    }

    [Fact]
    public async Task A_body_that_is_too_long_is_refused()
    {
        using var answer = await site.PostAsync("/train", ("loss", new string('x', 70_000)));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task A_body_that_is_no_form_is_refused()
    {
        using var answer = await site.Own.PostAsync("/train", new StringContent("{}", System.Text.Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        Assert.Equal("", site.Terminal);
    }

    [Fact]
    public async Task No_spelling_leads_to_a_file_outside_the_folder()
    {
        string up = $"../{Path.GetFileName(Path.GetDirectoryName(site.Secret))}/secret.csv";
        string[] names = [site.Secret, up, "link.csv", "linked/secret.csv", "below/../sizes.csv", "./sizes.csv", "SIZES.CSV", "sizes.csv\0", "sizes.csv/", "..", "", "~/x.csv", @"below\broken.csv"];
        foreach (string name in names)
        {
            using var answer = await site.PostAsync("/train", ("data", "file:" + name), ("loss", "cross-entropy"));
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.DoesNotContain("password", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        string page = await site.Own.GetStringAsync("/train");
        Assert.Contains("value=\"file:sizes.csv\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("link", page.Replace("<link", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_is_told_in_one_line_that_offers_another()
    {
        var refused = await Assert.ThrowsAsync<IOException>(() => ExploreServer.StartAsync(new() { Port = site.Server.Port, Folder = site.Folder }));
        Assert.Matches($@"^port {site.Server.Port} is in use; (\d+) is free: surprisal explore --port \1$", refused.Message);
    }

    // A script or a style in the page itself, an attribute that holds one, or anything from elsewhere.
    [GeneratedRegex(@"<style|<script(?! src=""/)|\sstyle=|\son[a-z]+=|(src|href)=""(https?:)?//")]
    private static partial Regex Inline();
}
