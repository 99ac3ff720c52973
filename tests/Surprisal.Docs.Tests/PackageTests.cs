using System.Diagnostics;
using System.IO.Compression;
using System.Xml.Linq;

namespace Surprisal.Docs.Tests;

/// <summary>The package of the losses, made and installed as a stranger would.</summary>
public sealed class PackageTests : IDisposable
{
    const string Program = """
        using Surprisal.Losses;
        using Surprisal.Numerics;

        float[] gradient = new float[2];
        var loss = Loss.CrossEntropy with { LabelSmoothing = 0.1 };
        Console.WriteLine(System.FormattableString.Invariant($"{loss.Evaluate(new float[] { 1, 0 }.AsMatrix(2), new[] { 0 }, gradient.AsMatrix(2)):0.000000} {gradient[0]:0.000000}"));
        """;

    readonly string _folder = Directory.CreateTempSubdirectory("surprisal-package").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_losses_install_from_a_folder_and_bring_one_dependency()
    {
        // A version of its own, so that no cache answers with another build.
        string version = $"0.0.1-test.{DateTime.UtcNow.Ticks}", feed = Path.Combine(_folder, "feed");
        Dotnet(Repository.Root, "pack", "src/Surprisal.Losses", "-o", feed, $"-p:Version={version}", $"-p:ArtifactsPath={Path.Combine(_folder, "artifacts")}", "--nologo", "-v", "quiet");
        using (var package = ZipFile.OpenRead(Path.Combine(feed, $"Surprisal.Losses.{version}.nupkg")))
        {
            var nuspec = XDocument.Load(package.GetEntry("Surprisal.Losses.nuspec")!.Open());
            Assert.Equal(["System.Numerics.Tensors"], nuspec.Descendants().Where(e => e.Name.LocalName == "dependency").Select(e => e.Attribute("id")!.Value));
            string[] libraries = [.. package.Entries.Select(e => e.FullName).Where(name => name.EndsWith(".dll", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
            Assert.Equal(["lib/net10.0/Surprisal.Losses.dll", "lib/net10.0/Surprisal.Numerics.dll"], libraries);
            Assert.Contains(package.Entries, e => e.FullName == "lib/net10.0/Surprisal.Numerics.xml"); // the documentation of what the losses take
        }

        string project = Directory.CreateDirectory(Path.Combine(_folder, "stranger")).FullName;
        File.WriteAllText(Path.Combine(project, "Program.cs"), Program);
        File.WriteAllText(Path.Combine(project, "nuget.config"), $"""<configuration><packageSources><add key="local" value="{feed}" /></packageSources></configuration>""");
        File.WriteAllText(Path.Combine(project, "stranger.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><RestorePackagesPath>{Path.Combine(_folder, "packages")}</RestorePackagesPath></PropertyGroup>
              <ItemGroup><PackageReference Include="Surprisal.Losses" Version="{version}" /></ItemGroup>
            </Project>
            """);
        // −0.95·log σ(1) − 0.05·log σ(−1), and 0.95·(σ(1) − 1) + 0.05·σ(1)
        Assert.Equal("0.363262 -0.218941", Dotnet(project, "run", "-c", "Release").Trim());
    }

    static string Dotnet(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string inherited in (string[])["MSBUILD_EXE_PATH", "MSBuildSDKsPath", "MSBuildExtensionsPath", "DOTNET_CLI_TELEMETRY_SESSIONID"]) start.Environment.Remove(inherited);
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"dotnet {string.Join(' ', arguments)}: {output}{error.Result}");
        return output;
    }
}
