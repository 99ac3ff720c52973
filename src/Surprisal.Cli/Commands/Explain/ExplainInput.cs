using Surprisal.Data;

namespace Surprisal.Cli;

/// <summary>Where the rows of <c>surprisal explain</c> come from: numbers, arrays, or a model and its data.</summary>
sealed class ExplainInput
{
    public string? Model { get; init; }

    public string? Data { get; init; }

    public string? Logits { get; init; }

    public string? Target { get; init; }

    public string? Targets { get; init; }

    public required string[] Classes { get; init; }

    public int? Row { get; init; }

    public Examples Read(CancellationToken stop)
    {
        if (Target is not null && Targets is not null) throw new UsageException("--target and --targets both give the answers; one of them expected");
        if (Model is null) return OfLogits(Logits ?? throw new UsageException("what to explain is missing: --logits with --target, or MODEL and DATA"));
        if (Logits is not null) throw new UsageException("--logits and a model both give the logits; one of them expected");
        if (Data is null) throw new UsageException($"the data of {Model} is missing: explain MODEL DATA --row N");
        if (Targets is not null || Classes.Length > 0) throw new UsageException($"{(Targets is null ? "--classes" : "--targets")} goes with --logits; a model knows its classes");
        return ExplainModel.Read(Model, Data, Row, Target, stop);
    }

    Examples OfLogits(string text)
    {
        var numbers = NumberText.Rows(text);
        var array = numbers is null ? NpyArray.Read(text) : null;
        double[][] logits = numbers ?? Matrix(array!, text);
        if (logits.Length == 0) throw array is null ? new UsageException($"--logits: '{text}' holds no numbers") : new DataException($"{Path.GetFileName(text)}: holds no logits");
        int columns = logits[0].Length, uneven = Array.FindIndex(logits, row => row.Length != columns);
        if (uneven >= 0) throw new UsageException($"--logits: row {uneven} has {Figures.Count(logits[uneven].Length, "number", "numbers")}, row 0 has {columns}");
        if (Classes.Length > 0 && Classes.Length != columns) throw new UsageException($"--classes names {Figures.Count(Classes.Length, "class", "classes")}, but a row has {Figures.Count(columns, "logit", "logits")}");
        string[] names = Classes.Length > 0 ? Classes : [.. Enumerable.Range(0, columns).Select(k => $"class {k}")];
        var answers = Answers(names, logits.Length);
        if (Row is { } row && row >= logits.Length) throw new UsageException($"--row {row} is outside 0..{logits.Length - 1}");
        return new Examples
        {
            Logits = Row is { } one ? [logits[one]] : logits,
            Answers = Row is { } same ? [answers[same]] : answers,
            Names = names,
            AreFloats = array is { Type: NpyType.Float16 or NpyType.Float32 },
            FirstRow = Row ?? 0,
        };
    }

    Answer[] Answers(string[] names, int rows)
    {
        if (Target is not null) return TargetText.Read(Target, names, rows);
        if (Targets is null) throw new UsageException("the answer is missing: --target with a class or one number per logit, or --targets with an array");
        return TargetText.Read(NpyArray.Read(Targets), Path.GetFileName(Targets), names.Length, rows);
    }

    static double[][] Matrix(NpyArray array, string path)
    {
        string file = Path.GetFileName(path);
        if (array.Type is not (NpyType.Float16 or NpyType.Float32 or NpyType.Float64))
            throw new DataException($"{file}: holds {array.Type.ToString().ToLowerInvariant()}, expected logits of float16, float32 or float64");
        if (array.Shape.Count is not (1 or 2)) throw new DataException($"{file}: has {Figures.Count(array.Shape.Count, "axis", "axes")}, expected [C] for one row or [N,C]");
        int columns = array.Shape[^1];
        return columns == 0 ? [] : [.. array.ToDouble().Chunk(columns)];
    }
}
