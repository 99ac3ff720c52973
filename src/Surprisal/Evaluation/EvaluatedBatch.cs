using Surprisal.Data;

namespace Surprisal;

/// <summary>Rows that have just been evaluated.</summary>
/// <param name="Examples">What the classifier saw, and the answers.</param>
/// <param name="Predictions">What it said.</param>
/// <param name="Table">The rows as the file has them, one for each example; null where examples were given without.</param>
public sealed record EvaluatedBatch(Dataset Examples, Predictions Predictions, DataTable? Table);
