namespace Surprisal;

/// <summary>The rows behind figures that need all probabilities at once: every row, or of very many a random sample.</summary>
/// <typeparam name="TTruth">A class index, or whether a label is there.</typeparam>
/// <param name="columns">Probabilities of a row.</param>
/// <param name="truthsPerRow">Truths of a row.</param>
/// <param name="mostNumbers">More probabilities than this are never kept.</param>
sealed class ScoreSample<TTruth>(int columns, int truthsPerRow, int mostNumbers)
{
    readonly int _capacity = Math.Max(mostNumbers / columns, 1);

    // Any seed: the same rows in the same order leave the same sample.
    readonly Random _random = new(1);
    float[] _probabilities = [];
    TTruth[] _truths = [];
    double[] _surprisal = [];

    /// <summary>How many rows are kept.</summary>
    public int Rows { get; private set; }

    /// <summary>How many rows came.</summary>
    public long Seen { get; private set; }

    public int Columns => columns;

    public ReadOnlySpan<float> Probabilities => _probabilities.AsSpan(0, Rows * columns);

    public ReadOnlySpan<TTruth> Truths => _truths.AsSpan(0, Rows * truthsPerRow);

    /// <summary>The mean over the rows kept of what each cost, in nats.</summary>
    public double MeanSurprisal
    {
        get
        {
            double sum = 0;
            foreach (double surprisal in Surprisal) sum += surprisal;
            return sum / Rows;
        }
    }

    public ReadOnlySpan<double> Surprisal => _surprisal.AsSpan(0, Rows);

    /// <summary>What a reader of the figures must know about it: a line, or nothing where every row was kept.</summary>
    public IEnumerable<string> Remarks => Rows == Seen ? [] : [string.Create(System.Globalization.CultureInfo.InvariantCulture,
        $"AUROC, average precision, reliability and the parts of the log-loss are of {Rows:#,0} rows drawn from all {Seen:#,0}")];

    // Reservoir sampling: after every row each one seen so far is kept with the same probability.
    public void Add(ReadOnlySpan<float> probabilities, ReadOnlySpan<TTruth> truths, double surprisal)
    {
        long place = Rows < _capacity ? Rows : _random.NextInt64(Seen + 1);
        Seen++;
        if (place >= _capacity) return;
        if (place == Rows && ++Rows > _surprisal.Length) Grow();
        probabilities.CopyTo(_probabilities.AsSpan((int)place * columns));
        truths.CopyTo(_truths.AsSpan((int)place * truthsPerRow));
        _surprisal[place] = surprisal;
    }

    void Grow()
    {
        int rows = (int)Math.Min(_capacity, Math.Max(2L * _surprisal.Length, 256));
        Array.Resize(ref _probabilities, rows * columns);
        Array.Resize(ref _truths, rows * truthsPerRow);
        Array.Resize(ref _surprisal, rows);
    }
}
