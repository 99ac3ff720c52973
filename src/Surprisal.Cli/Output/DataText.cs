using Surprisal.Data;

namespace Surprisal.Cli;

/// <summary>What is learnt from, for reading.</summary>
static class DataText
{
    public static void Write(TextWriter output, string name, TrainingData data, TrainingOptions options)
    {
        var targets = data.Training.Targets!;
        string what = targets.Kind switch
        {
            TargetKind.ClassIndex => $"{Figures.Count(targets.ClassNames.Count)} classes of '{string.Join(", ", data.Encoder.Targets.Columns)}'",
            TargetKind.MultiLabel => $"{Figures.Count(targets.ClassNames.Count, "label", "labels")}, any of them at once",
            _ => $"soft labels over {Figures.Count(targets.ClassNames.Count)} classes",
        };
        output.WriteLine($"{name}: {Figures.Count(data.Training.Columns, "feature", "features")}, {what}");
        WriteColumns(output, data, ColumnKind.Numeric, "numeric");
        WriteColumns(output, data, ColumnKind.Categorical, "categorical");
        WriteColumns(output, data, ColumnKind.Pixels, "pixels");
        WriteColumns(output, data, ColumnKind.Weight, "row weight");
        string validation = data.Validation is null ? "" : $", {Figures.Count(data.Validation.Rows)} {TuningText.Purpose(options)}";
        string heldOut = data.HeldOut is null ? "" : $", {Figures.Count(data.HeldOut.Rows)} held out (seed {options.Seed})";
        output.WriteLine($"  {Figures.Count(data.Training.Rows)} rows to learn from{validation}{heldOut}");
        foreach (string notice in data.Notices) output.WriteLine($"  {notice}");
    }

    static void WriteColumns(TextWriter output, TrainingData data, ColumnKind kind, string word)
    {
        const int most = 16;
        string[] names = [.. data.Schema.Columns.Where(c => c.Kind == kind).Select(c => c.Name)];
        if (names.Length == 0) return;
        string more = names.Length > most ? $" … ({Figures.Count(names.Length)} columns)" : "";
        output.WriteLine($"  {word}: {string.Join(", ", names.Take(names.Length > most ? 4 : most))}{more}");
    }
}
