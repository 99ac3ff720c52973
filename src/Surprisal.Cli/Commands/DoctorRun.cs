using System.Text.Json;
using Surprisal.Data;
using Surprisal.Losses;

namespace Surprisal.Cli;

/// <summary>One call of <c>surprisal doctor</c>: read, examine, and compute the loss where nothing is wrong.</summary>
sealed class DoctorRun
{
    const int Healthy = 0, SomethingFound = 1;

    public required string Logits { get; init; }

    public required string Targets { get; init; }

    public required Loss? Loss { get; init; }

    public required string? ClassWeights { get; init; }

    public required int? IgnoreIndex { get; init; }

    public required bool IsStart { get; init; }

    public required OutputFormat Format { get; init; }

    public required TextWriter Output { get; init; }

    public int Run()
    {
        NpyArray logits = NpyArray.Read(Logits), targets = NpyArray.Read(Targets);
        if (logits.Count == 0) throw new DataException($"{Path.GetFileName(Logits)}: holds no numbers: its shape is {Shape(logits)}");
        double[] answers = targets.ToDouble();
        bool areIntegers = targets.Type is not (NpyType.Float16 or NpyType.Float32 or NpyType.Float64);
        var loss = WithOptions(Loss ?? LossGuess.For(logits.Shape, targets.Shape, answers, areIntegers));
        var input = new DiagnosticInput
        {
            Loss = loss,
            Logits = logits.ToDouble(),
            LogitShape = logits.Shape,
            Targets = answers,
            TargetShape = targets.Shape,
            TargetsAreIntegers = areIntegers,
            ClassWeights = ClassWeights is null ? null : NpyArray.Read(ClassWeights).ToDouble(),
            IsStart = IsStart,
        };
        var findings = LossDiagnostics.Examine(input);
        // Arrays that the loss refuses are not healthy, even if none of the misuses explains them.
        double? value = findings.Count > 0 ? null : LossValue.Of(input, Path.GetFileName(Targets));
        if (Format == OutputFormat.Json) JsonOutput.Write(Output, json => WriteJson(json, input, findings, value));
        else WriteText(input, findings, value);
        return findings.Count == 0 ? Healthy : SomethingFound;
    }

    Loss WithOptions(Loss loss)
    {
        if (ClassWeights is not null && !loss.Info.Options.HasFlag(LossOptions.ClassWeights)) throw new UsageException($"--class-weights: {loss.Info.Name} knows no class weights");
        if (IgnoreIndex is null) return loss;
        return loss.Info.Options.HasFlag(LossOptions.IgnoreIndex) ? loss with { IgnoreIndex = IgnoreIndex }
            : throw new UsageException($"--ignore-index: {loss.Info.Name} knows no index to ignore");
    }

    void WriteText(in DiagnosticInput input, IReadOnlyList<Finding> findings, double? value)
    {
        string about = $"{input.Loss.Info.Name}, logits {Shape(input.LogitShape)}, targets {Shape(input.TargetShape)}";
        Output.WriteLine(findings.Count == 0
            ? $"Healthy: {about}; mean loss {Figures.Figure(value!.Value)}"
            : $"{Figures.Count(findings.Count, "finding", "findings")}: {about}");
        foreach (var finding in findings)
        {
            Output.WriteLine();
            Output.WriteLine($"{finding.Code}  {finding.Title}");
            Output.WriteLine($"  seen: {finding.Seen}");
            Output.WriteLine($"  do:   {finding.Advice}");
        }
    }

    static void WriteJson(Utf8JsonWriter json, in DiagnosticInput input, IReadOnlyList<Finding> findings, double? value)
    {
        json.WriteBoolean("healthy", findings.Count == 0);
        json.WriteString("loss", input.Loss.Info.Name);
        json.WritePropertyName("value");
        if (value is { } number && double.IsFinite(number)) json.WriteNumberValue(number);
        else if (value is null) json.WriteNullValue();
        else json.WriteStringValue(double.IsNaN(value.Value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
        Warnings.Write(json, "findings", findings);
    }

    static string Shape(NpyArray array) => Shape(array.Shape);

    static string Shape(IReadOnlyList<int> shape) => $"({string.Join(", ", shape)}{(shape.Count == 1 ? "," : "")})";
}
