using System.Globalization;
using CsvHelper;

namespace Surprisal.Cli;

/// <summary>Predictions as CSV, batch by batch.</summary>
sealed class PredictionCsv : IDisposable
{
    readonly CsvWriter _csv;
    readonly Classifier _classifier;
    readonly bool _withTruth;

    public PredictionCsv(TextWriter output, Classifier classifier, bool withTruth)
    {
        _csv = new CsvWriter(output, CultureInfo.InvariantCulture, leaveOpen: true);
        _classifier = classifier;
        _withTruth = withTruth;
        _csv.WriteField("predicted");
        foreach (string name in classifier.ClassNames) _csv.WriteField($"prob_{name}");
        if (withTruth) _csv.WriteField("surprisal");
        _csv.NextRecord();
    }

    public void Write(Predictions predictions)
    {
        for (int row = 0; row < predictions.Rows; row++)
        {
            _csv.WriteField(_classifier.Decode(predictions.Probabilities[row]));
            foreach (float p in predictions.Probabilities[row]) _csv.WriteField(p.ToString(CultureInfo.InvariantCulture));
            if (_withTruth) _csv.WriteField(Surprisal(predictions, row));
            _csv.NextRecord();
        }
        _csv.Flush();
    }

    public void Dispose() => _csv.Dispose();

    static string Surprisal(Predictions predictions, int row) =>
        predictions.Surprisal is { } all && !double.IsNaN(all[row]) ? ((float)all[row]).ToString(CultureInfo.InvariantCulture) : "";
}
