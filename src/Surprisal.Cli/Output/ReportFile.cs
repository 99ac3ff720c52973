using System.Buffers;
using System.CommandLine;
using System.Globalization;
using System.Reflection;
using System.Text;
using Surprisal.Data;
using Surprisal.Losses;
using Surprisal.Reports;

namespace Surprisal.Cli;

/// <summary>The file that <c>--report</c> asks for.</summary>
sealed class ReportFile
{
    /// <summary>How many of the most surprising rows it shows.</summary>
    public const int SurprisingRows = 24;

    // What a shell would read as something else.
    static readonly SearchValues<char> s_special = SearchValues.Create(" \t\"'`|;&$*?<>()");

    readonly string _path;
    readonly string _command;

    ReportFile(string path, string command) => (_path, _command) = (path, command);

    /// <summary>The option.</summary>
    /// <param name="shows">What is in the file.</param>
    public static Option<string> Option(string shows = "figures, charts and the rows that surprised the model most") =>
        CommonOptions.Text("--report", "FILE.html", $"write a report there: {shows}, in one HTML file that opens offline");

    /// <summary>The file, looked at before anything long begins; null where none was asked for.</summary>
    /// <param name="path">What the option holds.</param>
    /// <param name="call">The call, which the report repeats.</param>
    /// <param name="other">Another file that the call writes; null for none.</param>
    /// <exception cref="DataException">There is no such folder, or it is a file that is no report.</exception>
    /// <exception cref="UsageException">It is that other file.</exception>
    public static ReportFile? Of(string? path, ParseResult call, string? other = null)
    {
        if (path is null) return null;
        if (other is not null && Path.GetFullPath(other) == Path.GetFullPath(path)) throw new UsageException($"--report and --out both name {path}: give one of them another name");
        OutputPath.Check(path, "the report");
        if (File.Exists(path) && !path.StartsWith("/dev/", StringComparison.Ordinal) && !IsHtml(path))
            throw new DataException($"{path}: is there already and is no HTML file; name another file for the report, or remove it");
        return new(path, string.Join(' ', call.Tokens.Select(token => token.Value).Prepend("surprisal").Select(Quoted)));
    }

    /// <summary>Writes it and says so.</summary>
    /// <param name="title">What the report is of.</param>
    /// <param name="facts">What was run on what.</param>
    /// <param name="figures">To see first.</param>
    /// <param name="sections">All else.</param>
    public void Write(string title, IEnumerable<(string Name, string Value)> facts, IReadOnlyList<KeyFigure> figures, IReadOnlyList<ReportSection> sections)
    {
        string version = typeof(CommandLine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        new Report
        {
            Title = title,
            Facts =
            [
                ("command", _command),
                .. facts,
                ("versions", $"Surprisal {version}, .NET {Environment.Version}"),
                ("date", DateTime.UtcNow.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)),
            ],
            Figures = figures,
            Sections = sections,
        }.Save(_path);
    }

    /// <summary>The line below a command's text.</summary>
    public void Announce(TextWriter output) => output.WriteLine($"Report: {_path}");

    /// <summary>What the diagnosis found, in a section of its own; nothing where it found nothing.</summary>
    public static IEnumerable<ReportSection> Warnings(IReadOnlyList<Finding> findings)
    {
        if (findings.Count > 0)
            yield return new("Warnings", [.. findings.Select(finding => new Paragraph($"{finding.Code}: {finding.Seen}; {finding.Advice}"))]);
    }

    // A name mistyped, or two options mixed up, must not cost anybody their data.
    static bool IsHtml(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            byte[] head = new byte[15];
            int read = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
            return read == 0 || Encoding.ASCII.GetString(head, 0, read).Equals("<!DOCTYPE html>", StringComparison.OrdinalIgnoreCase);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new DataException($"{path}: is there already and must not be read; name another file for the report", e);
        }
    }

    static string Quoted(string argument) => argument.AsSpan().ContainsAny(s_special) ? $"'{argument.Replace("'", "'\\''", StringComparison.Ordinal)}'" : argument;
}
