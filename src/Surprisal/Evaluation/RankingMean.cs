namespace Surprisal;

/// <summary>The mean of several classes' or labels' rankings; those without both kinds of rows are left out and told.</summary>
sealed class RankingMean
{
    readonly List<string> _leftOut = [];
    int _count;
    double _area, _precision, _weight, _weightedArea, _weightedPrecision;

    /// <summary>Each counting the same; null where none could be ranked.</summary>
    public Ranking? Even => _count == 0 ? null : new(_area / _count, _precision / _count);

    /// <summary>Each weighted by its rows; null where none could be ranked.</summary>
    public Ranking? Weighted => _weight == 0 ? null : new(_weightedArea / _weight, _weightedPrecision / _weight);

    public void Add(Ranking? ranking, long support, string name)
    {
        if (ranking is not { } figures)
        {
            _leftOut.Add(name);
            return;
        }

        _count++;
        _area += figures.RocAuc;
        _precision += figures.AveragePrecision;
        _weight += support;
        _weightedArea += support * figures.RocAuc;
        _weightedPrecision += support * figures.AveragePrecision;
    }

    public IEnumerable<string> Remarks(string one, string many)
    {
        const int most = 5;
        if (_leftOut.Count == 0) return [];
        string names = string.Join(", ", _leftOut.Take(most).Select(name => $"'{name}'")) + (_leftOut.Count > most ? ", …" : "");
        return [$"AUROC and average precision leave out {_leftOut.Count} {(_leftOut.Count == 1 ? one : many)} that no row or every row has: {names}"];
    }
}
