using System.Globalization;
using Surprisal.Data;
using Surprisal.Losses;
using Surprisal.Numerics;

namespace Surprisal.Web;

/// <summary>One row for a model, filled in by hand, and what the model says of it.</summary>
public sealed record PredictForm
{
    const int MostColumns = 128;

    /// <summary>The columns that the model reads.</summary>
    public required IReadOnlyList<InputColumn> Columns { get; init; }

    /// <summary>The cell of each; empty is missing.</summary>
    public required string[] Cells { get; init; }

    public required IReadOnlyList<string> Classes { get; init; }

    public required float[] Probabilities { get; init; }

    public required string Answer { get; init; }

    /// <summary>The class that is supposed to be true.</summary>
    public required int Truth { get; init; }

    /// <summary>What the row costs if that is so, told by the model's loss; null where answers are no classes or the loss is not of the catalog.</summary>
    public required Explanation? Told { get; init; }

    /// <summary>Asks a model about the row that stands in the form; what is not given is as in an average row.</summary>
    /// <exception cref="DataException">A cell cannot be read, or the model reads no table.</exception>
    internal static PredictForm Of(Classifier model, Fields fields)
    {
        var columns = model.Encoder.Features.Inputs;
        if (columns.Any(column => column.Kind == ColumnKind.Pixels)) throw new DataException("this model reads pictures, which no form can be filled with; surprisal predict takes them as files");
        if (columns.Count > MostColumns) throw new DataException($"this model reads {columns.Count} columns; a form has up to {MostColumns}. surprisal predict takes rows of any width");
        string[] cells = [.. columns.Select((column, i) => fields.Has($"c{i}") ? fields.Text($"c{i}", "") : Typical(column))];
        var row = model.Encoder.Encode(DataTable.FromRows([.. columns.Select(column => column.Name)], [cells]), Data.Truth.IfPresent);
        var prediction = model.Predict(row);
        float[] probabilities = prediction.Probabilities[0].ToArray();
        int likeliest = Array.IndexOf(probabilities, probabilities.Max());
        int truth = fields.Whole("truth", "the supposed class", likeliest, -1, model.ClassNames.Count - 1) is var chosen && chosen < 0 ? likeliest : chosen;
        return new()
        {
            Columns = columns,
            Cells = cells,
            Classes = model.ClassNames,
            Probabilities = probabilities,
            Answer = model.Decode(probabilities),
            Truth = truth,
            Told = Tell(model, row, truth),
        };
    }

    static Explanation? Tell(Classifier model, Dataset row, int truth)
    {
        if (model.TargetKind != TargetKind.ClassIndex || LossCatalog.All.FirstOrDefault(d => d.Info.Name == model.LossName) is not { } definition) return null;
        float[] logits = new float[model.ClassNames.Count];
        model.Model.Predict(row.Matrix, logits.AsMatrix(logits.Length));
        double[] tempered = [.. logits.Select(logit => logit / model.Temperature)];
        return LossCatalog.Parse(definition.Info.Name).Explain(tempered, new[] { truth });
    }

    static string Typical(InputColumn column) => column.Kind == ColumnKind.Numeric ? column.Mean.ToString("G4", CultureInfo.InvariantCulture) : column.Levels is [var first, ..] ? first : "";
}
