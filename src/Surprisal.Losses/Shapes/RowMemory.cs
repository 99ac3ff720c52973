namespace Surprisal.Losses;

/// <summary>Room for a block of rows: one register a class for everything that a row formula reads and writes.</summary>
readonly unsafe struct RowMemory<V>(double* start, int classes)
    where V : unmanaged
{
    /// <summary>How many registers a class takes.</summary>
    public const int Size = 6;

    public int Classes => classes;

    public V* Logits => (V*)start;

    public V* Targets => Logits + classes;

    public V* Slopes => Logits + 2 * classes;

    public V* Probabilities => Logits + 3 * classes;

    public V* LogProbabilities => Logits + 4 * classes;

    public V* Errors => Logits + 5 * classes;

    /// <summary>All of it but the slopes, as a formula sees it.</summary>
    public Row<V> Row => new()
    {
        Logits = new(Logits, classes),
        Targets = new(Targets, classes),
        Probabilities = new(Probabilities, classes),
        LogProbabilities = new(LogProbabilities, classes),
        Errors = new(Errors, classes),
    };
}
