using System.Globalization;
using System.Text;
using Surprisal.Data;

namespace Surprisal.Tests;

public sealed class StreamTrainerTests : IDisposable
{
    static readonly TrainingOptions s_options = TrainingOptions.Default with { LearningRate = 0.03, Threads = 1 };
    readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    // Logistic data of known weights: the entropy of the answers given the features is what no model can go below.
    double Write(int rows, string lastClass = "no")
    {
        var random = new Random(5);
        var text = new StringBuilder("a,b,colour,y\n");
        double floor = 0;
        for (int row = 0; row < rows; row++)
        {
            double a = random.NextDouble() * 4 - 2, b = random.NextDouble() * 10;
            bool red = random.Next(2) == 0;
            double p = 1 / (1 + Math.Exp(-(1.5 * a - 0.4 * (b - 5) + (red ? 1 : -1))));
            floor -= p * Math.Log(p) + (1 - p) * Math.Log(1 - p);
            string y = row == rows - 1 ? lastClass : random.NextDouble() < p ? "yes" : "no";
            text.Append(CultureInfo.InvariantCulture, $"{a:0.000},{b:0.000},{(red ? "red" : "blue")},{y}\n");
        }
        File.WriteAllText(_path, text.ToString());
        return floor / rows;
    }

    StreamRun Fit(double heldOut = 0.1, TrainingOptions? options = null)
    {
        using var source = DataSource.Open(_path, ["y"]);
        return StreamTrainer.Fit(source, new() { HeldOut = heldOut, Seed = 1 }, options ?? s_options);
    }

    [Fact]
    public void One_pass_comes_near_to_what_can_be_known()
    {
        double floor = Write(30_000);
        var run = Fit();
        Assert.Equal(30_000, run.TrainingRows + run.HeldOut!.Rows);
        Assert.InRange(run.HeldOut.Rows, 2_800, 3_200);
        // 3,000 rows: their own mean lies within a few hundredths of its expectation.
        Assert.InRange(Evaluator.Evaluate(run.Classifier, run.HeldOut).LogLoss - floor, -0.03, 0.04);
        Assert.Equal(["a", "b", "colour", "y"], run.Schema.Columns.Select(column => column.Name));
    }

    [Fact]
    public void The_same_seed_gives_the_same_bytes_on_any_number_of_threads()
    {
        Write(9_000);
        float[] one = Fit().Classifier.Model.Values().ToArray();
        Assert.Equal(one, Fit(options: s_options with { Threads = 3 }).Classifier.Model.Values().ToArray());
        Assert.NotEqual(one, Fit(options: s_options with { Seed = 2 }).Classifier.Model.Values().ToArray());
    }

    [Fact]
    public void A_class_that_comes_late_is_refused_with_its_line()
    {
        Write(6_000, lastClass: "perhaps");
        Assert.Contains(":6001: ", Assert.Throws<DataException>(() => Fit(heldOut: 0)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Damage_that_is_read_ahead_is_refused_with_its_line()
    {
        Write(30_000, lastClass: "no,1");
        Assert.Contains(":30001: 4 columns expected, got 5", Assert.Throws<DataException>(() => Fit()).Message, StringComparison.Ordinal);
    }

    // More blocks than are read ahead: whoever reads waits for room when training breaks off.
    [Fact]
    public void A_rate_that_is_too_high_says_where_the_loss_broke()
    {
        Write(40_000);
        var error = Assert.Throws<TrainingException>(() => Fit(options: s_options with { LearningRate = 1e38 }));
        Assert.Matches(@"^the loss is \S+ near .*:\d+: try a smaller learning rate than 1E\+38, ", error.Message);
    }
}
