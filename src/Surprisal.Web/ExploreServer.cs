using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Surprisal.Web;

/// <summary>The local page, from its start to its end. It listens on 127.0.0.1 only.</summary>
public sealed class ExploreServer : IAsyncDisposable
{
    const int LongestBody = 64 * 1024, MostConnections = 64;

    readonly WebApplication _application;
    readonly StartToken _token;

    ExploreServer(WebApplication application, StartToken token, int port) => (_application, _token, Port) = (application, token, port);

    /// <summary>The port that it listens on.</summary>
    public int Port { get; }

    /// <summary>The address to open, with the token that lets its browser train and read files.</summary>
    public Uri Address => new($"http://127.0.0.1:{Port}/?{StartToken.Parameter}={_token.Text}");

    /// <summary>Begins to listen.</summary>
    /// <exception cref="IOException">The port is in use or not allowed; one line that names a free one.</exception>
    public static async Task<ExploreServer> StartAsync(ExploreOptions options, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var token = new StartToken();
        // An empty builder reads no configuration: neither a file in the user's folder nor a variable can make it listen elsewhere.
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, options.Port);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LongestBody;
            kestrel.Limits.MaxConcurrentConnections = MostConnections;
        });
        builder.Services.AddRoutingCore().AddRazorComponents();
        builder.Services.AddSingleton(options).AddSingleton(token).AddSingleton(new SafeFolder(options.Folder));
        builder.Services.AddSingleton<DataChoices>().AddSingleton<RunList>().AddSingleton<RunEvents>().AddSingleton<ModelChoices>();
        builder.Services.Configure<ConsoleLifetimeOptions>(console => console.SuppressStatusMessages = true);

        var application = builder.Build();
        application.UseMiddleware<RequestGuard>();
        application.UseMiddleware<Faults>();
        application.UseRouting();
        Site.Map(application);
        try
        {
            await application.StartAsync(stop);
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            await application.DisposeAsync();
            throw new IOException(Refusal(options.Port, e), e);
        }
        return new(application, token, PortOf(application));
    }

    /// <summary>Waits until <paramref name="stop"/>, or until the process is asked to end; then ends runs and connections.</summary>
    public Task WaitAsync(CancellationToken stop) => _application.WaitForShutdownAsync(stop);

    /// <summary>Ends runs and connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
    }

    static int PortOf(WebApplication application)
    {
        var addresses = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        return new Uri(addresses.Addresses.First()).Port;
    }

    static string Refusal(int port, Exception e)
    {
        bool isInUse = e is AddressInUseException || e.InnerException is AddressInUseException || e is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse };
        return $"port {port} is {(isInUse ? "in use" : "not allowed")}; {FreePort()} is free: surprisal explore --port {FreePort()}";
    }

    // The next of our own, so that it is easy to remember; else what the system offers.
    static int FreePort()
    {
        for (int port = ExploreOptions.DefaultPort + 1; port < ExploreOptions.DefaultPort + 20; port++)
            if (IsFree(port)) return port;
        return 0;
    }

    static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
