using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Surprisal.Data;

/// <summary>The readable public properties of a type as columns.</summary>
sealed class RecordColumns<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>
{
    readonly PropertyInfo[] _properties = [.. typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanRead && p.GetIndexParameters().Length == 0)];
    readonly ColumnBuilder[] _columns;

    public RecordColumns()
    {
        if (_properties.Length == 0) throw new DataException($"{typeof(T).Name} has no public properties, and so no columns");
        _columns = [.. _properties.Select(p => new ColumnBuilder(p.Name, p.PropertyType))];
    }

    public void Add(T record)
    {
        for (int i = 0; i < _columns.Length; i++) _columns[i].Add(_properties[i].GetValue(record));
    }

    public DataTable Build() => new(typeof(T).Name, [.. _columns.Select(column => column.Build())]);
}
