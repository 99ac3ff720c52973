using Surprisal.Data;

namespace Surprisal;

/// <summary>A row whose truth a classifier did not expect.</summary>
/// <param name="Place">Where it came from: <c>iris.csv:42</c>.</param>
/// <param name="Surprisal">−log p of its true answer, in nats.</param>
/// <param name="Truth">The true class; labels are joined by |, the shares of soft labels are listed.</param>
/// <param name="Predicted">What the classifier answered.</param>
/// <param name="Confidence">The probability of that answer; null for labels, which have one each.</param>
/// <param name="Cells">Its columns but for the answers, as the file has them; empty where the file's rows were not at hand.</param>
/// <param name="Picture">The picture that it holds, if it does.</param>
public sealed record SurprisingRow(
    string Place, double Surprisal, string Truth, string Predicted, double? Confidence, IReadOnlyList<(string Column, string Text)> Cells, Picture? Picture);
