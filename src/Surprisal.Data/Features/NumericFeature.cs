using System.Text.Json;
using Surprisal.Numerics;

namespace Surprisal.Data;

/// <summary>A numeric column, standardised to mean 0 and deviation 1. A missing cell counts as the mean, and raises an indicator if training had any.</summary>
sealed class NumericFeature(string name, double mean, double deviation, bool hasIndicator) : Feature(name)
{
    public const string Kind = "numeric";

    public override int Width => hasIndicator ? 2 : 1;

    public override IEnumerable<string> Names => hasIndicator ? [Name, $"{Name}=missing"] : [Name];

    public override InputColumn Input => new(Name, ColumnKind.Numeric) { Mean = Mean, Deviation = Deviation };

    /// <summary>Learns mean and deviation (the population's, divided by n), or gives null if every row is the same.</summary>
    public static NumericFeature? Fit(DataTable table, DataColumn column, ReadOnlySpan<int> rows)
    {
        var cells = column.AsNumbers(table);
        double sum = 0, lowest = double.PositiveInfinity, highest = double.NegativeInfinity;
        int known = 0;
        foreach (int row in rows)
        {
            double cell = cells[row];
            if (double.IsNaN(cell)) continue;
            sum += cell;
            lowest = Math.Min(lowest, cell);
            highest = Math.Max(highest, cell);
            known++;
        }

        bool hasMissing = known < rows.Length;
        if (known == 0 || (lowest == highest && !hasMissing)) return null;
        double mean = sum / known, squares = 0;
        foreach (int row in rows)
        {
            if (cells[row] - mean is var distance && !double.IsNaN(distance)) squares += distance * distance;
        }

        // All known cells alike, only missing ones differ: the indicator carries it, the number itself stays 0.
        double deviation = lowest == highest ? 1 : Math.Sqrt(squares / known);
        if (lowest == highest) mean = lowest;
        if (!double.IsFinite(mean) || !double.IsFinite(deviation) || deviation == 0)
        {
            string range = $"numbers from {CellText.Write(lowest)} to {CellText.Write(highest)}";
            throw new DataException($"{table.Source}: column '{CellText.OneLine(column.Name)}': {range} are too far apart or too close to standardise");
        }

        return new NumericFeature(column.Name, mean, deviation, hasMissing);
    }

    public static NumericFeature ReadJson(JsonElement json, string place)
    {
        double deviation = Json.Number(json, "deviation", place);
        if (deviation <= 0) throw new DataException($"{place}: \"deviation\": expected a number above 0, got {CellText.Write(deviation)}");
        return new NumericFeature(Json.Text(json, "name", place), Json.Number(json, "mean", place), deviation, Json.Boolean(json, "missing_indicator", place));
    }

    public override void WriteJson(Utf8JsonWriter writer)
    {
        writer.WriteString("kind", Kind);
        writer.WriteString("name", Name);
        writer.WriteNumber("mean", Mean);
        writer.WriteNumber("deviation", Deviation);
        writer.WriteBoolean("missing_indicator", hasIndicator);
    }

    public override FeatureCells Bind(DataTable table, DataColumn column) => new Cells(this, table, column);

    double Mean => mean;

    double Deviation => deviation;

    // Not finite for a missing cell, and for one so far from the training rows that float cannot hold it.
    float Standardise(double number) => (float)((number - Mean) / Deviation);

    /// <summary>One numeric column of one table.</summary>
    public sealed class Cells(NumericFeature feature, DataTable table, DataColumn column) : FeatureCells
    {
        readonly NumericCells _cells = column.AsNumbers(table);
        readonly bool _hasIndicator = feature.Width > 1;

        public override int Width => feature.Width;

        public double Mean => feature.Mean;

        public double Deviation => feature.Deviation;

        /// <summary>One number for each row of the table; null where that is not how they lie.</summary>
        public double[]? PerRow => _cells.PerRow;

        public override void Encode(ReadOnlySpan<int> rows, MatrixSpan<float> destination, int first)
        {
            for (int i = 0; i < rows.Length; i++)
            {
                float standard = feature.Standardise(_cells[rows[i]]);
                if (float.IsFinite(standard)) destination.Values[i * destination.Columns + first] = standard;
                else if (!double.IsNaN(_cells[rows[i]])) throw TooFar(rows[i]);
                else if (_hasIndicator) destination.Values[i * destination.Columns + first + 1] = 1;
            }
        }

        DataException TooFar(int row) => table.CellError(row, column.Name, $"{CellText.Quote(column[row])} is too far from the training rows for a float");
    }
}
