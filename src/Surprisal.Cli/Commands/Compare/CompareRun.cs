using Surprisal.Data;

namespace Surprisal.Cli;

/// <summary>One call of <c>surprisal compare</c>: read, train, tell.</summary>
sealed class CompareRun
{
    public const double HeldOutShare = 0.2;

    public required TrainInput Input { get; init; }

    public required ComparisonOptions Options { get; init; }

    public required TrainingOptions Model { get; init; }

    /// <summary>The call as it could be typed again.</summary>
    public required string Typed { get; init; }

    /// <summary>Where finished runs are kept; null keeps none.</summary>
    public required ComparisonFolder? Folder { get; init; }

    /// <summary>Where a report goes; null writes none.</summary>
    public required ReportFile? Report { get; init; }

    public required OutputFormat Format { get; init; }

    public required TextWriter Output { get; init; }

    public int Run(CancellationToken stop)
    {
        using var folder = Folder;
        using var source = Sources.Open(Input.Path, Input.Targets);
        var table = TrainingTable.Of(source.ReadAll(), source.Targets, new TrainingDataOptions
        {
            Columns = Input.Columns,
            Schema = Input.Schema is null ? null : Schema.Read(Input.Schema),
            Categories = Trainer.Categories(Options.Settings[0].Training),
        });
        var results = Compare(table, stop);
        if (Report is not null) CompareReport.Write(Report, $"{source.Name}, {ModelText}", Figures.Count(table.Rows, "row", "rows"), Options, results);
        if (Format == OutputFormat.Json)
        {
            JsonOutput.Write(Output, json =>
            {
                json.WriteString("command", Typed);
                json.WriteString("data", source.Name);
                json.WriteString("model", ModelOptions.NameOf(Model.Model));
                json.WriteStartArray("comparisons");
                foreach (var result in results)
                {
                    json.WriteStartObject();
                    result.WriteTo(json);
                    json.WriteEndObject();
                }
                json.WriteEndArray();
            });
            return 0;
        }
        ComparisonText.Write(Output, $"{source.Name}, {ModelText}", Options, results);
        if (Folder is { Resumed: > 0 }) Output.WriteLine($"{Figures.Count(Folder.Resumed, "run was", "runs were")} in {Folder.Path} already.");
        Report?.Announce(Output);
        Output.WriteLine($"Again: {Typed}");
        return 0;
    }

    string ModelText => ModelOptions.NameOf(Model.Model) + (Model.Model is ModelKind.Mlp or ModelKind.Tabular ? $" {string.Join(',', Model.Hidden)}" : "");

    IReadOnlyList<ComparisonResult> Compare(TrainingTable table, CancellationToken stop)
    {
        try
        {
            return Progress.Show(Format, report => Comparison.Run(table, Options, Folder, report, stop));
        }
        catch (OperationCanceledException) when (Folder is not null)
        {
            throw new InterruptedException($"interrupted; the finished runs are safe. Go on with: surprisal compare --run {Folder.Path} --resume");
        }
    }
}
