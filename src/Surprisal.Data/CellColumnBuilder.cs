namespace Surprisal.Data;

/// <summary>Collects the cells of one column of a file: as numbers as long as all are, else as texts. Neither loses how a cell was written.</summary>
sealed class CellColumnBuilder(int capacity)
{
    readonly List<string> _missing = [];
    double[] _numbers = new double[capacity];
    byte[] _forms = new byte[capacity];
    TextColumnBuilder? _texts;
    int _rows;
    bool _hasNumbers;

    public void Add(ReadOnlySpan<char> cell)
    {
        if (_texts is not null)
        {
            _texts.Add(cell);
            return;
        }

        if (_rows == _numbers.Length) Grow();
        if (WrittenNumber.TryReadDecimal(cell, out _numbers[_rows], out _forms[_rows]))
        {
            _hasNumbers = true;
            _rows++;
        }
        else AddOther(cell.Trim());
    }

    public DataColumn Build(string name)
    {
        if (!_hasNumbers && _texts is null) BecomeTexts();
        if (_texts is not null) return _texts.Build(name);
        Array.Resize(ref _numbers, _rows);
        Array.Resize(ref _forms, _rows);
        return new WrittenNumberColumn(name, _numbers, _forms, [.. _missing]);
    }

    void AddOther(ReadOnlySpan<char> text)
    {
        if (WrittenNumber.TryRead(text, out _numbers[_rows], out _forms[_rows]))
        {
            _hasNumbers = true;
            _rows++;
        }
        else if (CellText.IsMissing(text)) AddMissing(text);
        else
        {
            BecomeTexts();
            _texts!.Add(text);
        }
    }

    void AddMissing(ReadOnlySpan<char> text)
    {
        int form = 0;
        while (form < _missing.Count && !text.SequenceEqual(_missing[form])) form++;
        if (form == _missing.Count) _missing.Add(text.ToString());
        _numbers[_rows] = double.NaN;
        _forms[_rows++] = (byte)form;
    }

    void BecomeTexts()
    {
        _texts = new TextColumnBuilder();
        for (int row = 0; row < _rows; row++) _texts.Add(WrittenNumber.Write(_numbers[row], _forms[row], _missing));
        (_numbers, _forms) = ([], []);
    }

    void Grow()
    {
        int size = Math.Max(64, 2 * _rows);
        Array.Resize(ref _numbers, size);
        Array.Resize(ref _forms, size);
    }
}
