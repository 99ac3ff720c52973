using System.Globalization;
using System.Runtime.CompilerServices;

namespace Surprisal.Losses.Tests.Exactness;

/// <summary>The worst that was measured, beside the tests in worst.tsv; docs/losses.md tells it.</summary>
/// <remarks>
/// SURPRISAL_UPDATE=1 adds what is new and raises what got worse, to be looked at before it is committed; running it on each register width
/// (DOTNET_EnableAVX512=0, DOTNET_EnableAVX2=0) collects the worst of all. Delete the file first to let figures fall.
/// </remarks>
static class WorstCases
{
    const string Heading = "loss\tcase\tloss ulp\tgradient ulp";

    public static void AssertNoWorse(string name, Measurement measured)
    {
        SortedDictionary<string, (double Loss, double Gradient)> stored = Read();
        if (Environment.GetEnvironmentVariable("SURPRISAL_UPDATE") == "1")
        {
            var before = stored.GetValueOrDefault(name);
            stored[name] = (Math.Max(before.Loss, RoundUp(measured.Loss)), Math.Max(before.Gradient, RoundUp(measured.Gradient)));
            File.WriteAllLines(Path(), stored.Select(line => Line(line.Key, line.Value.Loss, line.Value.Gradient)).Prepend(Heading));
        }
        Assert.True(stored.ContainsKey(name), $"{name} is not in worst.tsv; SURPRISAL_UPDATE=1 writes it");
        Assert.True(measured.Loss <= stored[name].Loss, $"{name}: {stored[name].Loss} ulp are known, now {measured.WorstLoss}");
        Assert.True(measured.Gradient <= stored[name].Gradient, $"{name}: {stored[name].Gradient} ulp are known, now {measured.WorstGradient}");
    }

    /// <summary>The cases that are told, for a test that none is told in vain.</summary>
    public static IEnumerable<string> Names => Read().Keys;

    static SortedDictionary<string, (double Loss, double Gradient)> Read()
    {
        var stored = new SortedDictionary<string, (double, double)>(StringComparer.Ordinal);
        if (!File.Exists(Path())) return stored;
        foreach (string line in File.ReadLines(Path()).Skip(1))
        {
            string[] fields = line.Split('\t');
            stored.Add(fields[1], (Number(fields[2]), Number(fields[3])));
        }
        return stored;
    }

    static string Line(string name, double loss, double gradient) =>
        FormattableString.Invariant($"{name.Split(':', ',')[0]}\t{name}\t{loss:0.0}\t{gradient:0.0}");

    static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    static double RoundUp(double ulps) => Math.Ceiling(ulps * 10) / 10;

    static string Path([CallerFilePath] string caller = "") => System.IO.Path.Combine(System.IO.Path.GetDirectoryName(caller)!, "worst.tsv");
}
