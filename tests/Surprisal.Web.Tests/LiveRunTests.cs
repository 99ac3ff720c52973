using Surprisal.Data;

namespace Surprisal.Web.Tests;

public sealed class LiveRunTests : IDisposable
{
    readonly LiveRun _run;

    public LiveRunTests()
    {
        var (table, _) = new DataChoices(new SafeFolder(Path.GetTempPath())).Read(Form);
        var data = TrainingData.Of(table, ["class"], new());
        _run = new LiveRun(1, Form, data, Plane.Of(table, data), floor: null);
    }

    static TrainForm Form => TrainForm.Read(new([]));

    public void Dispose() => _run.Dispose();

    [Theory]
    [InlineData(200)]
    [InlineData(1000)]
    [InlineData(99_999)]
    public void A_long_curve_is_drawn_by_some_epochs_evenly_up_to_the_last(int epochs)
    {
        Report(epochs);
        int[] shown = [.. _run.Epochs().Select(epoch => epoch.Epoch)];
        Assert.InRange(shown.Length, Math.Min(epochs, 200), 250);
        Assert.Equal(epochs, shown[^1]);
        Assert.Single(shown.Zip(shown.Skip(1), (first, second) => second - first).Distinct());
        Assert.InRange(shown[0], 1, 1 + epochs / 250);
    }

    [Fact]
    public void A_picture_is_drawn_once_for_each_answer_of_the_model()
    {
        Assert.Null(_run.PictureSvg());
        Report(1);
        string first = _run.PictureSvg()!;
        Assert.Contains(Plane.Title, first, StringComparison.Ordinal);
        Report(2); // at once: too soon for another answer
        Assert.Same(first, _run.PictureSvg());
    }

    void Report(int epochs)
    {
        var network = new Network(new Sequential(new Dense(2, 2)));
        EpochResult[] all = [.. Enumerable.Range(1, epochs).Select(epoch => new EpochResult(epoch, 1.0 / epoch, null, TimeSpan.Zero))];
        ((IProgress<TrainingProgress>)_run).Report(new(0.5, "half way") { Epochs = all, Model = network });
    }
}
