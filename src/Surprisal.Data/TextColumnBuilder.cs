namespace Surprisal.Data;

/// <summary>Collects the cells of one column row by row; a text that was seen before allocates nothing.</summary>
sealed class TextColumnBuilder
{
    readonly Dictionary<string, int> _codeOf = new(StringComparer.Ordinal);
    readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _codeOfSpan;
    readonly List<string> _texts = [];
    int[] _codes = new int[64];
    int _rows;

    public TextColumnBuilder() => _codeOfSpan = _codeOf.GetAlternateLookup<ReadOnlySpan<char>>();

    public void Add(ReadOnlySpan<char> cell)
    {
        var text = cell.Trim();
        if (!_codeOfSpan.TryGetValue(text, out int code))
        {
            code = _texts.Count;
            _texts.Add(text.ToString());
            _codeOf.Add(_texts[code], code);
        }

        if (_rows == _codes.Length) Array.Resize(ref _codes, 2 * _rows);
        _codes[_rows++] = code;
    }

    public TextColumn Build(string name) => new(name, _codes.AsSpan(0, _rows).ToArray(), [.. _texts]);
}
