using System.Globalization;

namespace Surprisal.Data;

/// <summary>Collects the values of one column of a database or of records: as numbers where its type is one, else as texts.</summary>
sealed class ColumnBuilder
{
    readonly string _name;
    readonly List<double>? _numbers;
    readonly TextColumnBuilder? _texts;

    /// <summary>A column of values of that type.</summary>
    /// <exception cref="DataException">It is neither a number nor something with a plain text.</exception>
    public ColumnBuilder(string name, Type type)
    {
        _name = name;
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (IsNumber(type)) _numbers = [];
        else if (IsText(type)) _texts = new TextColumnBuilder();
        else throw new DataException($"column '{CellText.OneLine(name)}' is of type {type.Name}; numbers, texts, bool, enums, dates and Guid can be read");
    }

    /// <summary>Adds a value; null and DBNull are missing.</summary>
    public void Add(object? value)
    {
        if (value is DBNull) value = null;
        if (_numbers is not null) _numbers.Add(value is null ? double.NaN : Convert.ToDouble(value, CultureInfo.InvariantCulture));
        else _texts!.Add(Text(value));
    }

    public DataColumn Build() => _numbers is not null ? new NumberColumn(_name, [.. _numbers]) : _texts!.Build(_name);

    static bool IsNumber(Type type) => !type.IsEnum && (Type.GetTypeCode(type) is >= TypeCode.SByte and <= TypeCode.Decimal || type == typeof(Half));

    static bool IsText(Type type) => type.IsEnum || type == typeof(string) || type == typeof(bool) || type == typeof(char) || type == typeof(Guid)
        || type == typeof(DateTime) || type == typeof(DateTimeOffset) || type == typeof(DateOnly) || type == typeof(TimeOnly) || type == typeof(TimeSpan);

    static string? Text(object? value) => value switch
    {
        bool yes => yes ? "true" : "false",
        DateTime time => time.ToString("O", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToString("O", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("O", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value?.ToString(),
    };
}
