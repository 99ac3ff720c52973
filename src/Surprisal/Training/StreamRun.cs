using Surprisal.Data;
using Surprisal.Losses;

namespace Surprisal;

/// <summary>A finished pass over a stream.</summary>
/// <param name="Classifier">What was learnt.</param>
/// <param name="Schema">The kind of each column.</param>
/// <param name="TrainingRows">How many rows were learnt from.</param>
/// <param name="HeldOut">Rows that were not; null where none were to be held out.</param>
/// <param name="Loss">The loss that was minimised.</param>
/// <param name="Elapsed">How long it took.</param>
public sealed record StreamRun(Classifier Classifier, Schema Schema, long TrainingRows, Dataset? HeldOut, Loss Loss, TimeSpan Elapsed);
