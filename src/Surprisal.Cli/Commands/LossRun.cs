using System.Globalization;
using System.Numerics;
using System.Numerics.Tensors;
using Surprisal.Data;
using Surprisal.Losses;
using ValueReduction = Surprisal.Losses.Reduction;

namespace Surprisal.Cli;

/// <summary>One call of <c>surprisal loss</c>: files in, a value and files out.</summary>
sealed class LossRun
{
    public required Loss Loss { get; init; }

    public LossReduction Reduction { get; init; }

    public required string Logits { get; init; }

    public required string Targets { get; init; }

    public string? ClassWeights { get; init; }

    public string? PositiveWeights { get; init; }

    public string? Gradient { get; init; }

    public string? Losses { get; init; }

    public int? Threads { get; init; }

    public int Run(TextWriter output, OutputFormat format)
    {
        CheckPaths();
        var loss = Known();
        var logits = NpyArray.Read(Logits);
        if (logits.Type is not (NpyType.Float16 or NpyType.Float32 or NpyType.Float64))
            throw new DataException($"{FileName(Logits)}: holds {logits.Type.ToString().ToLowerInvariant()}, expected logits of float16, float32 or float64");
        var targets = LossTargets.Read(Targets, loss, FileName(Logits), logits.Shape);
        if (ClassWeights is not null) loss = loss with { ClassWeights = WeightsFile.OfClasses(ClassWeights, logits.Shape, loss, targets) };
        if (PositiveWeights is not null) loss = loss with { PositiveWeights = WeightsFile.OfYes(PositiveWeights, logits.Shape) };
        // Rounded to float, a target would be another number.
        var result = logits.Type == NpyType.Float64 || !targets.FitFloats ? Evaluate(loss, logits.ToDouble(), logits, targets) : Evaluate(loss, logits.ToSingle(), logits, targets);
        Save(result);
        if (format == OutputFormat.Json) WriteJson(output, result);
        else WriteText(output, result);
        return 0;
    }

    /// <typeparam name="T">What is computed with; results are rounded to the logits' type.</typeparam>
    LossResult Evaluate<T>(Loss loss, T[] numbers, NpyArray logits, LossTargets targets)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        nint[] shape = [.. logits.Shape.Select(size => (nint)size)];
        bool pointwise = loss.LossCount(1, 2) == 2;
        int[] lossShape = pointwise ? [.. logits.Shape] : [.. logits.Shape.Take(1), .. logits.Shape.Skip(2)];
        T[] gradient = new T[numbers.Length], losses = new T[lossShape.Aggregate(1, (count, size) => count * size)];
        var z = new ReadOnlyTensorSpan<T>(numbers, shape);
        var g = Gradient is null ? default : new TensorSpan<T>(gradient, shape);
        var each = new TensorSpan<T>(losses, Array.ConvertAll(lossShape, size => (nint)size));
        try
        {
            double value = targets.Classes is { } classes
                ? loss.Evaluate(z, new ReadOnlyTensorSpan<int>(classes, targets.Shape), g, each)
                : loss.Evaluate(z, new ReadOnlyTensorSpan<T>(Array.ConvertAll(targets.Values!, T.CreateTruncating), targets.Shape), g, each);
            return new(Reduction == LossReduction.None ? null : value, lossShape, Stored(losses, logits.Type, lossShape), Stored(gradient, logits.Type, [.. logits.Shape]));
        }
        catch (ArgumentException e)
        {
            throw new DataException($"{FileName(Targets)}: {e.Message.TrimEnd('.')}");
        }
    }

    static NpyArray Stored<T>(T[] numbers, NpyType type, int[] shape)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => type switch
        {
            NpyType.Float16 => NpyArray.Of<Half>(Array.ConvertAll(numbers, Half.CreateTruncating), shape),
            NpyType.Float32 => NpyArray.Of<float>(Array.ConvertAll(numbers, float.CreateTruncating), shape),
            _ => NpyArray.Of<double>(Array.ConvertAll(numbers, double.CreateTruncating), shape),
        };

    /// <summary>The loss without what comes from files, of which it is known that it takes them.</summary>
    Loss Known()
    {
        var loss = Loss with
        {
            Reduction = Reduction switch { LossReduction.Mean => ValueReduction.Mean, LossReduction.BatchMean => ValueReduction.BatchMean, _ => ValueReduction.Sum },
            Threads = Threads,
        };
        try
        {
            if (ClassWeights is not null) _ = loss with { ClassWeights = [] };
            if (PositiveWeights is not null) _ = loss with { PositiveWeights = [] };
        }
        catch (ArgumentException e)
        {
            throw new UsageException(e.Message.TrimEnd('.'));
        }
        return loss;
    }

    void CheckPaths()
    {
        if (Gradient is not null && Losses is not null && SamePath(Gradient, Losses)) throw new UsageException($"--grad and --out are the same file, {Gradient}");
        foreach (var (option, result) in new[] { ("--grad", Gradient), ("--out", Losses) })
        {
            foreach (string? input in (string?[])[Logits, Targets, ClassWeights, PositiveWeights])
                if (result is not null && input is not null && SamePath(result, input)) throw new UsageException($"{option} would overwrite an input, {result}");
        }
    }

    /// <summary>Both files or none: the second is written while the first one still waits to take its place.</summary>
    void Save(LossResult result)
    {
        if (Gradient is not null && Losses is not null)
        {
            AtomicFile.Write(Gradient, first =>
            {
                result.Gradient.Write(first);
                try
                {
                    AtomicFile.Write(Losses, result.Losses.Write);
                }
                catch (IOException e)
                {
                    throw new DataException(e.Message); // else it would be taken for a failure of the first file
                }
            });
        }
        else if (Gradient is not null) AtomicFile.Write(Gradient, result.Gradient.Write);
        else if (Losses is not null) AtomicFile.Write(Losses, result.Losses.Write);
    }

    void WriteJson(TextWriter output, LossResult result) => JsonOutput.Write(output, json =>
    {
        json.WriteString("loss", Loss.Info.Name);
        json.WriteString("reduction", ReductionName);
        if (result.Value is { } value) JsonOutput.WriteNumber(json, "value", value);
        else json.WriteNull("value");
        json.WriteStartArray("shape");
        foreach (int size in result.Value is null ? result.Shape : []) json.WriteNumberValue(size);
        json.WriteEndArray();
    });

    void WriteText(TextWriter output, LossResult result)
    {
        string unit = Loss.Info.Unit;
        int count = result.Losses.Count;
        string what = Loss.LossCount(1, 2) == 2 ? Figures.Count(count, "logit", "logits") : Figures.Count(count, "sample", "samples");
        if (result.Value is { } value)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Loss.Info.Name}: {value:G9}{(unit.Length == 0 ? "" : $" {unit}")}, {(Reduction == LossReduction.Sum ? "sum" : "mean")} over {what}"));
            return;
        }
        const int Most = 10;
        output.WriteLine($"{Loss.Info.Name}: {(unit.Length == 0 ? "" : $"{unit}, ")}{what}{(count > Most ? $", the first {Most} of them" : "")}");
        foreach (double loss in result.Losses.ToDouble().Take(Most)) output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {loss:G9}"));
    }

    string ReductionName => Reduction switch { LossReduction.Mean => "mean", LossReduction.Sum => "sum", LossReduction.None => "none", _ => "batch-mean" };

    static bool SamePath(string left, string right) => Path.GetFullPath(left) == Path.GetFullPath(right);

    static string FileName(string path) => Path.GetFileName(path);

    /// <param name="Value">The reduced loss; null where none was asked for.</param>
    /// <param name="Shape">Of the unreduced losses.</param>
    /// <param name="Losses">The unreduced losses.</param>
    /// <param name="Gradient">Shape of the logits.</param>
    sealed record LossResult(double? Value, int[] Shape, NpyArray Losses, NpyArray Gradient);
}
