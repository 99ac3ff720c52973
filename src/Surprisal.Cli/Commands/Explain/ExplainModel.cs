using Surprisal.Data;
using Surprisal.Numerics;

namespace Surprisal.Cli;

/// <summary>Rows of a table as a saved classifier sees them.</summary>
static class ExplainModel
{
    public static Examples Read(string model, string data, int? row, string? target, CancellationToken stop)
    {
        var classifier = Classifier.Load(model);
        using var source = Sources.Open(data, [], DataPart.Test);
        var table = row is { } one ? RowOf(source, one, stop) : source.ReadAll();
        var encoded = classifier.Encoder.Encode(table, target is null ? Truth.Required : Truth.IfPresent);
        int columns = classifier.ClassNames.Count;
        float[] logits = Logits(classifier, encoded);
        string[] names = [.. classifier.ClassNames];
        return new Examples
        {
            Logits = [.. Array.ConvertAll(logits, z => (double)z).Chunk(columns)],
            Answers = target is null ? Answers(encoded.Targets!) : TargetText.Read(target, names, encoded.Rows),
            Names = names,
            AreFloats = true,
            FirstRow = row ?? 0,
            Place = row is null ? null : table.Place(0),
            LossName = classifier.LossName,
            Model = row is null ? null : new ModelRow([.. table.Columns.Select(c => (c.Name, c[0]))], LogitParts.Of(classifier, encoded, 0), classifier.Temperature),
        };
    }

    /// <summary>What the activation sees: the model's outputs divided by its temperature, as in every prediction.</summary>
    static float[] Logits(Classifier classifier, Dataset data)
    {
        float[] logits = new float[data.Rows * classifier.ClassNames.Count];
        classifier.Model.Predict(data.Matrix, logits.AsMatrix(classifier.ClassNames.Count));
        foreach (ref float logit in logits.AsSpan()) logit = (float)(logit / classifier.Temperature);
        return logits;
    }

    static DataTable RowOf(DataSource source, int row, CancellationToken stop)
    {
        int start = 0;
        while (source.ReadBatch(Classifier.BatchRows) is { } table)
        {
            stop.ThrowIfCancellationRequested();
            if (row < start + table.Rows) return table.SelectRows(row - start);
            start += table.Rows;
        }
        throw new UsageException($"--row {row}: {source.Name} has {Figures.Count(start, "row", "rows")}, the first of which is 0");
    }

    static Answer[] Answers(TargetSet truth)
    {
        if (truth.Kind == TargetKind.ClassIndex) return Array.ConvertAll(truth.Classes, k => new Answer(k));
        return [.. Array.ConvertAll(truth.Values, t => (double)t).Chunk(truth.ClassNames.Count).Select(values => new Answer(-1, values))];
    }
}
