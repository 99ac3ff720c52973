namespace Surprisal.Data;

/// <summary>The answers to the examples of a <see cref="Dataset"/>.</summary>
public sealed class TargetSet
{
    /// <summary>One class a row.</summary>
    /// <param name="classNames">The classes; their index is what <paramref name="classes"/> holds.</param>
    /// <param name="classes">One index a row, or −1 where the answer is not known.</param>
    public TargetSet(IReadOnlyList<string> classNames, int[] classes)
    {
        ArgumentNullException.ThrowIfNull(classNames);
        ArgumentNullException.ThrowIfNull(classes);
        Kind = TargetKind.ClassIndex;
        ClassNames = classNames;
        Classes = classes;
        Values = [];
        Rows = classes.Length;
    }

    /// <summary>A number for each class or label.</summary>
    /// <param name="kind"><see cref="TargetKind.MultiLabel"/> or <see cref="TargetKind.Distribution"/>.</param>
    /// <param name="classNames">The classes or labels, one for each column of <paramref name="values"/>.</param>
    /// <param name="values">Row after row; NaN where the answer is not known.</param>
    public TargetSet(TargetKind kind, IReadOnlyList<string> classNames, float[] values)
    {
        ArgumentNullException.ThrowIfNull(classNames);
        ArgumentNullException.ThrowIfNull(values);
        if (kind == TargetKind.ClassIndex) throw new ArgumentException("classes are given as indices, not as a matrix.");
        if (classNames.Count == 0 || values.Length % classNames.Count != 0)
            throw new ArgumentException($"{values.Length} values are no whole rows of {classNames.Count} classes.");
        Kind = kind;
        ClassNames = classNames;
        Classes = [];
        Values = values;
        Rows = values.Length / classNames.Count;
    }

    /// <summary>Which of <see cref="Classes"/> and <see cref="Values"/> holds the answers, and what they mean.</summary>
    public TargetKind Kind { get; }

    /// <summary>How many examples.</summary>
    public int Rows { get; }

    /// <summary>The names of the classes or labels.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>The class of each row, or −1 where it is not known; empty unless the kind is <see cref="TargetKind.ClassIndex"/>.</summary>
    public int[] Classes { get; }

    /// <summary>Rows × classes numbers, row after row, NaN where the answer is not known; empty if the kind is <see cref="TargetKind.ClassIndex"/>.</summary>
    public float[] Values { get; }

    /// <summary>True if the answer to this example is known: always in training, in prediction where the file holds it.</summary>
    public bool IsKnown(int row) => Kind == TargetKind.ClassIndex ? Classes[row] >= 0 : !float.IsNaN(Values[row * ClassNames.Count]);

    /// <summary>The answers of those rows, in that order.</summary>
    public TargetSet Subset(params ReadOnlySpan<int> rows)
    {
        if (Kind == TargetKind.ClassIndex)
        {
            int[] classes = new int[rows.Length];
            for (int i = 0; i < classes.Length; i++) classes[i] = Classes[rows[i]];
            return new TargetSet(ClassNames, classes);
        }

        int width = ClassNames.Count;
        float[] values = new float[rows.Length * width];
        for (int i = 0; i < rows.Length; i++) Values.AsSpan(rows[i] * width, width).CopyTo(values.AsSpan(i * width));
        return new TargetSet(Kind, ClassNames, values);
    }
}
