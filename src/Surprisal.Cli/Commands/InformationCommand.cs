using System.CommandLine;
using System.Globalization;
using Surprisal.Data;
using Surprisal.Losses;

namespace Surprisal.Cli;

/// <summary><c>surprisal information NAME</c>: entropies and divergences of distributions.</summary>
static class InformationCommand
{
    delegate double Measure(ReadOnlySpan<double> p, ReadOnlySpan<double> q, LogBase logBase);

    static readonly (string Name, bool NeedsQ, Measure Of)[] s_all =
    [
        ("entropy", false, (p, _, b) => Information.Entropy(p, b)), ("cross-entropy", true, Information.CrossEntropy), ("kl-divergence", true, Information.KullbackLeibler),
        ("js-divergence", true, Information.JensenShannon), ("information-content", false, (p, _, _) => double.NaN), ("perplexity", false, (p, _, _) => Information.Perplexity(p)),
    ];

    public static Command Create()
    {
        string names = string.Join(", ", s_all.Select(m => m.Name));
        var name = new Argument<string>("NAME") { Description = names };
        var p = CommonOptions.Text("--p", "P.npy", "a distribution, or one a row");
        var q = CommonOptions.Text("--q", "Q.npy", "the other distribution, or one a row, for cross-entropy and the divergences");
        var logBase = CommonOptions.Choice("--base", "the base of the logarithm: nats, bits or bans; perplexity is the same for all [e]", ("e", LogBase.E), ("2", LogBase.Two), ("10", LogBase.Ten));
        var format = CommonOptions.Format();
        var command = new ExampleCommand("information", "Measure distributions: entropy, divergences, perplexity.", "surprisal information kl-divergence --p P.npy --q Q.npy --base 2") { name, p, q, logBase, format };
        command.SetAction((call, _) =>
        {
            string wanted = call.GetRequiredValue(name);
            var measure = Array.Find(s_all, m => m.Name == wanted);
            if (measure.Of is null) throw new UsageException($"'{wanted}' is not a measure{NameHints.Suggest(wanted, [.. s_all.Select(m => m.Name)], "measures")}");
            string first = call.GetValue(p) ?? throw new UsageException("--p is missing");
            string? second = call.GetValue(q);
            if (measure.NeedsQ && second is null) throw new UsageException($"{wanted} needs --q");
            if (!measure.NeedsQ && second is not null) throw new UsageException($"{wanted} takes no --q");
            var result = wanted == "information-content" ? Contents(first, call.GetValue(logBase)) : Rows(measure.Of, first, second, call.GetValue(logBase));
            Write(call.InvocationConfiguration.Output, wanted, wanted == "perplexity" ? "" : Unit(call.GetValue(logBase)), result, call.GetValue(format));
            return Task.FromResult(0);
        });
        return command;
    }

    /// <summary>One figure for an array of one axis, one a row for two.</summary>
    static InformationResult Rows(Measure measure, string pPath, string? qPath, LogBase logBase)
    {
        var (p, shape) = Read(pPath);
        double[] q = [];
        if (qPath is not null)
        {
            (q, var other) = Read(qPath);
            if (!other.SequenceEqual(shape)) throw new DataException($"{Path.GetFileName(qPath)}: has shape ({string.Join(", ", other)}), expected that of {Path.GetFileName(pPath)}, ({string.Join(", ", shape)})");
        }
        int columns = shape[^1], rows = shape.Length == 1 ? 1 : shape[0];
        double[] values = new double[rows];
        for (int row = 0; row < rows; row++) values[row] = measure(p.AsSpan(row * columns, columns), q.Length == 0 ? default : q.AsSpan(row * columns, columns), logBase);
        return new(values, shape.Length == 1 ? [] : [rows]);
    }

    static InformationResult Contents(string path, LogBase logBase)
    {
        var (p, shape) = Read(path);
        double[] content = new double[p.Length];
        Information.Content(p, content, logBase);
        return new(content, shape);
    }

    static (double[] Numbers, int[] Shape) Read(string path)
    {
        var array = NpyArray.Read(path);
        string file = Path.GetFileName(path);
        if (array.Shape.Count is not (1 or 2)) throw new DataException($"{file}: one distribution or one a row expected, got shape ({string.Join(", ", array.Shape)})");
        double[] numbers = array.ToDouble();
        int negative = Array.FindIndex(numbers, x => x < 0);
        if (negative >= 0)
        {
            string place = array.Shape.Count == 1 ? $"entry {negative}" : $"row {negative / array.Shape[1]}, column {negative % array.Shape[1]}";
            throw new DataException(string.Create(CultureInfo.InvariantCulture, $"{file}: {place}: {numbers[negative]} is negative, and no probability"));
        }
        return (numbers, [.. array.Shape]);
    }

    static void Write(TextWriter output, string name, string unit, InformationResult result, OutputFormat format)
    {
        if (format == OutputFormat.Json)
        {
            JsonOutput.Write(output, json =>
            {
                json.WriteString("information", name);
                if (unit.Length > 0) json.WriteString("unit", unit);
                if (result.Shape.Length == 0)
                {
                    JsonOutput.WriteNumber(json, "value", result.Values[0]);
                    return;
                }
                json.WritePropertyName("values");
                WriteArray(json, result, 0, 0);
            });
            return;
        }
        string counted = unit.Length > 0 ? $" {unit}" : "";
        if (result.Shape.Length == 0) output.WriteLine($"{name}: {Number(result.Values[0])}{counted}");
        else if (result.Shape.Length == 1) foreach (double value in result.Values) output.WriteLine($"{Number(value)}{counted}");
        else foreach (double[] row in result.Values.Chunk(Math.Max(1, result.Shape[1]))) output.WriteLine(string.Join("  ", row.Select(Number)) + counted);
    }

    static void WriteArray(System.Text.Json.Utf8JsonWriter json, InformationResult result, int axis, int start)
    {
        int step = result.Shape.Skip(axis + 1).Aggregate(1, (count, size) => count * size);
        json.WriteStartArray();
        for (int i = 0; i < result.Shape[axis]; i++)
        {
            if (axis == result.Shape.Length - 1) JsonOutput.WriteNumber(json, result.Values[start + i]);
            else WriteArray(json, result, axis + 1, start + i * step);
        }
        json.WriteEndArray();
    }

    static string Unit(LogBase logBase) => logBase switch { LogBase.Two => "bits", LogBase.Ten => "bans", _ => "nats" };

    static string Number(double value) => value.ToString("G9", CultureInfo.InvariantCulture);

    /// <param name="Values">All figures.</param>
    /// <param name="Shape">None for one figure; else one a row, or one an entry.</param>
    sealed record InformationResult(double[] Values, int[] Shape);
}
