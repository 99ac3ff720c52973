using Surprisal.Data;
using Surprisal.Losses;

namespace Surprisal.Cli;

/// <summary>A measure of information as the command line names it.</summary>
/// <param name="Name">What the user writes.</param>
/// <param name="Of">The measure of one distribution, or of two; null where every entry has a figure of its own.</param>
/// <param name="NeedsQ">Whether it compares with a second distribution.</param>
/// <param name="HasUnit">Whether the base of the logarithm changes it.</param>
sealed record Measure(string Name, Measure.Figure? Of, bool NeedsQ = false, bool HasUnit = true)
{
    public delegate double Figure(ReadOnlySpan<double> p, ReadOnlySpan<double> q, LogBase logBase);

    public static readonly Measure[] All =
    [
        new("entropy", (p, _, logBase) => Information.Entropy(p, logBase)),
        new("cross-entropy", Information.CrossEntropy, NeedsQ: true),
        new("kl-divergence", Information.KullbackLeibler, NeedsQ: true),
        new("js-divergence", Information.JensenShannon, NeedsQ: true),
        new("information-content", null),
        new("perplexity", (p, _, _) => Information.Perplexity(p), HasUnit: false),
    ];

    public static string Names => string.Join(", ", All.Select(m => m.Name));

    /// <exception cref="UsageException">There is none of that name.</exception>
    public static Measure Parse(string name) => Array.Find(All, m => m.Name == name)
        ?? throw new UsageException($"'{name}' is not a measure of information{NameHints.Suggest(name, [.. All.Select(m => m.Name)], "measures")}");

    /// <summary>What the figures are counted in.</summary>
    public static string Unit(LogBase logBase) => logBase switch { LogBase.Two => "bits", LogBase.Ten => "bans", _ => "nats" };
}
