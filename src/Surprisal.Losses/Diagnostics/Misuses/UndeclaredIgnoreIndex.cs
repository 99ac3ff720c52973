namespace Surprisal.Losses;

/// <summary>The usual marks of a row without an answer, which nobody has told the loss about.</summary>
sealed class UndeclaredIgnoreIndex() : Misuse(
    "SUR006", "-1, 255 or -100 without an ignore index",
    "say which target means no answer, or remove those rows")
{
    /// <summary>Whether a label is what data sets write for no answer: −1, −100 (PyTorch) or 255 (masks of 8 bits), and is no class.</summary>
    internal static bool IsMarker(double label, int classes) => label is -1 or -100 || (label == 255 && classes <= 255);

    internal override Finding? Find(DiagnosticBatch batch)
    {
        bool areClasses = batch.Form == TargetForm.Classes;
        // With a single output, −1 and 1 are the labels of a hinge.
        if (areClasses ? batch.IsHinge && batch.Classes == 1 : batch.Form != TargetForm.Values || !batch.IsBinary) return null;
        double marker = double.NaN;
        int count = 0, firstRow = 0, firstColumn = 0, width = areClasses ? 1 : batch.Classes;
        for (int row = 0; row < batch.Rows; row++)
        {
            for (int k = 0; k < width; k++)
            {
                double value = areClasses ? batch.Label(row) : batch.Value(row, k);
                if (!IsMarker(value, batch.Classes) || batch.IsIgnored(row)) continue;
                if (count == 0) (marker, firstRow, firstColumn) = (value, row, k);
                if (value == marker) count++;
            }
        }
        if (count == 0) return null;
        string place = width == 1 ? batch.Place(firstRow) : batch.Place(firstRow, firstColumn);
        return Found($"{count} of {batch.Rows * (long)width} targets are {marker}, the first at {place}, and {Declared(batch)}", Advise(batch, marker));
    }

    static string Declared(DiagnosticBatch batch) =>
        batch.IgnoreIndex is { } index ? FormattableString.Invariant($"the ignore index is {index}") : "no ignore index is set";

    static string Advise(DiagnosticBatch batch, double marker)
    {
        string text = FormattableString.Invariant($"{marker}");
        if (batch.Info.Options.HasFlag(LossOptions.IgnoreIndex))
            return FormattableString.Invariant($"if {text} means no answer, set the ignore index to {text}; otherwise classes are 0 to {batch.Classes - 1}");
        return batch.IsBinary && marker == -1
            ? $"{batch.Info.Name} expects 0 and 1 and ignores nothing: write 0 if -1 means no, remove those rows if it means no answer"
            : $"{batch.Info.Name} ignores nothing: remove those rows";
    }
}
