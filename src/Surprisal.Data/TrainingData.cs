namespace Surprisal.Data;

/// <summary>A training file, ready to learn from. Everything about the features was learnt from <paramref name="Training"/> alone.</summary>
/// <param name="Encoder">How to read other files in the same way.</param>
/// <param name="Schema">The kind of each column.</param>
/// <param name="Training">The rows to learn from.</param>
/// <param name="Validation">The rows set aside for decisions during training, such as when to stop; null if there are none.</param>
/// <param name="HeldOut">The rows that training never sees, for the report; null if there are none.</param>
/// <param name="Notices">What the user should know: columns dropped and why, probabilities that do not sum to 1.</param>
public sealed record TrainingData(
    DataEncoder Encoder, Schema Schema, Dataset Training, Dataset? Validation, Dataset? HeldOut, IReadOnlyList<string> Notices)
{
    /// <summary>Reads a whole source: kinds of columns, targets, the split, then the features of its training part.</summary>
    /// <exception cref="DataException">Something in it cannot be used; the message says what and where.</exception>
    public static TrainingData Read(DataSource source, TrainingDataOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Of(source.ReadAll(), source.Targets, options);
    }

    /// <summary>The same for a table in memory.</summary>
    /// <param name="table">All rows.</param>
    /// <param name="targets">The target columns; those of the schema if empty.</param>
    /// <param name="options">How to read it; by default all rows are for training.</param>
    /// <inheritdoc cref="Read" path="/exception"/>
    public static TrainingData Of(DataTable table, IReadOnlyList<string> targets, TrainingDataOptions? options = null)
    {
        options ??= new TrainingDataOptions();
        var inferred = SchemaInference.Of(table, targets, options.Columns, options.Schema);
        // The order of several targets is the order in which they were asked for.
        var answers = TargetEncoder.Fit(table, targets.Count > 0 ? targets : inferred.Schema.Targets, options.NoneClass);
        int[] all = [.. Enumerable.Range(0, table.Rows)];
        var truth = answers.Encode(table, all, Truth.Required)!;
        var (known, heldOut) = Split.Stratified(truth, options.HeldOut, options.Seed);
        var (kept, validation) = Split.Stratified(truth.Subset(known), options.Validation, options.Seed);
        kept = Array.ConvertAll(kept, row => known[row]);
        validation = Array.ConvertAll(validation, row => known[row]);
        var features = FeatureEncoder.Fit(table, inferred.Schema, kept);
        var encoder = new DataEncoder(features, answers, inferred.Schema.RowWeight);
        return new TrainingData(
            encoder,
            inferred.Schema,
            encoder.Encode(table, kept, Truth.Required),
            validation.Length == 0 ? null : encoder.Encode(table, validation, Truth.Required),
            heldOut.Length == 0 ? null : encoder.Encode(table, heldOut, Truth.Required),
            [.. inferred.Notices, .. features.Notices, .. answers.Notices]);
    }
}
