using System.Globalization;
using Surprisal.Losses;

namespace Surprisal.Cli;

/// <summary>The figures of <c>surprisal information</c>, for reading or as JSON.</summary>
static class InformationOutput
{
    public static void WriteJson(TextWriter output, Measure measure, LogBase logBase, Probabilities p, double[] figures) => JsonOutput.Write(output, json =>
    {
        json.WriteString("information", measure.Name);
        json.WriteString("base", logBase switch { LogBase.Two => "2", LogBase.Ten => "10", _ => "e" });
        if (measure.HasUnit) json.WriteString("unit", Measure.Unit(logBase));
        bool isEach = measure.Of is null;
        json.WritePropertyName(p.AreRows || isEach ? "values" : "value");
        if (!p.AreRows && !isEach)
        {
            json.WriteFigure(figures[0]);
        }
        else if (!(p.AreRows && isEach))
        {
            json.WriteFigures(figures);
        }
        else
        {
            json.WriteStartArray();
            for (int row = 0; row < p.Rows; row++) json.WriteFigures(figures.AsSpan(row * p.Columns, p.Columns));
            json.WriteEndArray();
        }
    });

    public static void WriteText(TextWriter output, Measure measure, LogBase logBase, Probabilities p, double[] figures)
    {
        bool isEach = measure.Of is null;
        string unit = measure.HasUnit ? Measure.Unit(logBase) : "outcomes";
        if (!p.AreRows && !isEach)
        {
            output.WriteLine($"{measure.Name}: {Text(figures[0])} {unit}");
            return;
        }
        var table = p.AreRows && isEach ? new TextTable("row", "column", unit) : new TextTable(p.AreRows ? "row" : "entry", unit);
        for (int i = 0; i < figures.Length; i++)
        {
            if (p.AreRows && isEach) table.Add(Number(i / p.Columns), Number(i % p.Columns), Text(figures[i]));
            else table.Add(Number(i), Text(figures[i]));
        }
        output.WriteLine($"{measure.Name}{(measure.HasUnit ? $", in {unit}" : "")}, counted from 0:");
        table.WriteTo(output);
    }

    static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    // Divergences may be far below 1: six digits wherever they begin.
    static string Text(double value) => double.IsFinite(value) ? value.ToString("G6", CultureInfo.InvariantCulture) : Figures.Figure(value);
}
