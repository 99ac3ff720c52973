using Surprisal.Data;
using Surprisal.Losses;

namespace Surprisal.Tests;

/// <summary>What a run did not begin with is refused by name.</summary>
public sealed class RunComparisonTests : IDisposable
{
    const string ToDo = "; resume with what the run began with, or begin another run in another folder";

    readonly TemporaryFolder _folder = new();

    public RunComparisonTests() => Runs.Begin(_folder["run"]);

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, string, TrainingOptions> OtherOptions => new()
    {
        { "seed", "the seed was 1 and is now 2", Runs.Options with { Seed = 2 } },
        { "epochs", "epochs was 3 and is now 4", Runs.Options with { Epochs = 4 } },
        { "hidden", "hidden was 16,8 and is now 16,9", Runs.Options with { Hidden = [16, 9] } },
        { "rate", "learning rate was 0.01 and is now 0.02", Runs.Options with { LearningRate = 0.02 } },
        { "batch", "batch size was 7 and is now none", Runs.Options with { BatchSize = null } },
        { "schedule", "schedule was FlatThenDown and is now Cosine", Runs.Options with { Schedule = Schedule.Cosine } },
        {
            "optimizer", "optimizer was AdamW { WeightDecay = 0.01, Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1E-08 } and is now AdamW { WeightDecay = 0.5, Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1E-08 }",
            Runs.Options with { Optimizer = Optimizer.AdamW with { WeightDecay = 0.5 } }
        },
        {
            "loss", "loss was SoftmaxLoss { Formula = CrossEntropy { } } and is now SoftmaxLoss { LabelSmoothing = 0.1, ClassWeights = [1, 2.5, 1], Formula = CrossEntropy { } }",
            Runs.Options with { Loss = Loss.CrossEntropy with { LabelSmoothing = 0.1, ClassWeights = [1, 2.5, 1] } }
        },
    };

    [Theory]
    [MemberData(nameof(OtherOptions), DisableDiscoveryEnumeration = true)]
    public void Another_option_is_refused_by_name(string name, string message, TrainingOptions options)
    {
        Assert.NotEmpty(name);
        Assert.Equal(message + ToDo, Runs.Refused(() => Runs.Resume(_folder["run"], options)));
    }

    [Fact]
    public void Another_number_of_threads_and_the_loss_by_its_own_name_are_not_another_run()
    {
        var (values, _) = Runs.Resume(_folder["run"], Runs.Options with { Threads = 2, Loss = Loss.CrossEntropy with { Threads = 1 } });
        Assert.Equal(Runs.Values(Trainer.Fit(Runs.Iris, Runs.Options)), values);
    }

    [Fact]
    public void Another_number_in_the_data_is_refused_with_both_hashes()
    {
        string message = Runs.Refused(() => Runs.Resume(_folder["run"], data: Runs.WithOtherNumber(0.125f, row: 4)));
        Assert.Matches("^the data has changed since the run began: iris, now dataset, had hash [0-9a-f]{12}, now [0-9a-f]{12}" + ToDo + "$", message);
    }

    [Fact]
    public void Another_answer_is_refused_like_another_number()
    {
        var rows = Runs.Iris.Training;
        var answers = new TargetSet(rows.Targets!.ClassNames, [.. rows.Targets.Classes.Reverse()]);
        Assert.Contains("had hash", Runs.Refused(() => Runs.Resume(_folder["run"], data: Runs.Iris with { Training = new Dataset(rows.Features, rows.Shape, answers) })), StringComparison.Ordinal);
    }

    [Fact]
    public void Other_numbers_of_rows_are_counted()
    {
        string message = Runs.Refused(() => Runs.Resume(_folder["run"], data: TestData.Iris(heldOut: 0.2, validation: 0.2)));
        Assert.Equal(
            "the data has changed since the run began: iris had 150 rows (108 to learn from, 27 to stop early, 15 held out), now 150 (96 to learn from, 24 to stop early, 30 held out)" + ToDo, message);
    }

    [Fact]
    public void Other_columns_and_classes_are_refused_by_name()
    {
        var columns = Runs.Iris.Schema.Columns;
        string With(params SchemaColumn[] other) => Runs.Refused(() => Runs.Resume(_folder["run"], data: Runs.Iris with { Schema = new Schema(other) }));
        Assert.Equal("iris: the column 'age' is new" + ToDo, With([.. columns, new SchemaColumn("age", ColumnKind.Numeric)]));
        Assert.Equal("iris: the column 'petal_width' was numeric and is now ignore" + ToDo, With([.. columns.Select(c => c.Name == "petal_width" ? c with { Kind = ColumnKind.Ignore } : c)]));
        Assert.Equal("iris: the column 'petal_width' is not there any more" + ToDo, With([.. columns.Where(c => c.Name != "petal_width")]));
        Assert.Equal("iris: the columns are in another order" + ToDo, With([.. columns.Reverse()]));
    }
}
