using System.Globalization;

namespace Surprisal.Cli;

/// <summary>An answer of the lab, as a teacher would show it: the question, the verdict, the numbers.</summary>
static class LabText
{
    const int Width = 110;

    public static void Write(TextWriter output, LabPreset preset, int seed, LabAnswer answer)
    {
        output.WriteLine(preset.Question);
        output.WriteLine();
        Wrapped(output, "Measured: ", answer.Verdict);
        Wrapped(output, "Usually said: ", Usual(preset, answer));
        output.WriteLine();
        Table(answer).WriteTo(output);
        output.WriteLine();
        foreach (var difference in answer.Differences)
        {
            string shown = difference.Value.ExcludesZero ? "" : ": no difference shown";
            string unit = difference.Unit == LabUnit.Nats ? " nats" : "";
            output.WriteLine($"  {difference.Name}: {Signed(difference.Value.Mean)}{unit}, 95 % interval {Signed(difference.Value.Low)} … {Signed(difference.Value.High)}{shown}");
        }

        if (answer.Differences.Count > 0) output.WriteLine();
        Wrapped(output, "How: ", answer.Method + $" Seed {seed}.");
        Wrapped(output, "See more: ", $"another --seed; --report FILE.html draws it ({Lower(answer.Chart.Title)}); surprisal lab --list.");
    }

    /// <summary>What was tried, a line each.</summary>
    public static TextTable Table(LabAnswer answer)
    {
        var table = new TextTable(["", .. answer.Table.Columns.Select(column => column.Name)]);
        foreach (var row in answer.Table.Rows) table.Add([row.Name, .. row.Values.Select((value, i) => Cell(value, answer.Table.Columns[i].Unit))]);
        return table;
    }

    /// <summary>What people are told, and whether the numbers say so too.</summary>
    public static string Usual(LabPreset preset, LabAnswer answer) => preset.UsualAnswer + (answer.Confirms ? ". These numbers agree." : ". These numbers do not bear all of it out.");

    public static void WriteList(TextWriter output, OutputFormat format)
    {
        if (format == OutputFormat.Json)
        {
            JsonOutput.Write(output, LabJson.WriteList);
            return;
        }

        output.WriteLine("Experiments: surprisal lab NAME");
        int width = LabPreset.All.Max(preset => preset.Name.Length);
        foreach (var preset in LabPreset.All) output.WriteLine($"  {preset.Name.PadRight(width)}  {preset.Question}");
        output.WriteLine();
        output.WriteLine("Data with a known p(y|x): surprisal lab --data NAME [--losses a,b] [--model linear|mlp] [--rows N]");
        foreach (var truth in KnownTruths.All) output.WriteLine($"  {truth.Name.PadRight(width)}  {truth.Summary}");
    }

    public static string Cell(double value, LabUnit unit) => unit switch
    {
        LabUnit.Count => double.IsFinite(value) ? value.ToString("#,0.#", CultureInfo.InvariantCulture) : "never",
        LabUnit.Number when value != 0 && Math.Abs(value) < 1e-3 => value.ToString("0.0e0", CultureInfo.InvariantCulture),
        _ => Figures.Figure(value),
    };

    static string Signed(double value) => double.IsFinite(value) ? value.ToString("+0.0000;−0.0000;0", CultureInfo.InvariantCulture) : Figures.Figure(value);

    static string Lower(string title) => char.ToLowerInvariant(title[0]) + title[1..];

    static void Wrapped(TextWriter output, string label, string text)
    {
        string line = label;
        foreach (string word in text.Split(' '))
        {
            if (line.Length + word.Length > Width)
            {
                output.WriteLine(line.TrimEnd());
                line = "  ";
            }

            line += word + " ";
        }

        output.WriteLine(line.TrimEnd());
    }
}
