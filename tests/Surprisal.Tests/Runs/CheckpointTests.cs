namespace Surprisal.Tests;

/// <summary>Whatever happens to a checkpoint, the one before it is there.</summary>
public sealed class CheckpointTests : IDisposable
{
    readonly TemporaryFolder _folder = new();
    readonly string _run;
    readonly float[] _values;

    public CheckpointTests()
    {
        _run = _folder["run"];
        _values = Runs.Begin(_run);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void One_cut_short_falls_back_to_the_one_before_and_says_so()
    {
        string last = Runs.Checkpoints(_run)[^1];
        File.WriteAllBytes(last, File.ReadAllBytes(last)[..^100]);
        var (values, notices) = Runs.Resume(_run);
        Assert.Equal(_values, values);
        Assert.Equal(2, notices.Count);
        Assert.Matches($@"^{last}: cut short: tensor 'values' ends at byte \d+ of the data, \d+ bytes are there; going on from the checkpoint before it, checkpoint-00000032\.safetensors$", notices[0]);
        Assert.Equal("going on after epoch 2", notices[1]);
        Assert.Equal(["going on after epoch 3"], Runs.Resume(_run).Notices); // it is whole again
    }

    [Theory]
    [InlineData(400)] // in the header
    [InlineData(4000)] // in the numbers
    public void One_bit_that_turned_is_noticed(int place)
    {
        string last = Runs.Checkpoints(_run)[^1];
        byte[] bytes = File.ReadAllBytes(last);
        bytes[place] ^= 1;
        File.WriteAllBytes(last, bytes);
        var (values, notices) = Runs.Resume(_run);
        Assert.Equal(_values, values);
        Assert.StartsWith($"{last}: ", notices[0], StringComparison.Ordinal);
        Assert.EndsWith("; going on from the checkpoint before it, checkpoint-00000032.safetensors", notices[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_whole_one_the_run_is_refused()
    {
        foreach (string path in Runs.Checkpoints(_run)) File.WriteAllBytes(path, []);
        string first = Runs.Checkpoints(_run)[0];
        Assert.Equal(
            $"{first}: not a safetensors file: 0 bytes are too few for the header's length; no other checkpoint is whole: begin the run again in another folder",
            Runs.Refused(() => Runs.Resume(_run)));
    }

    [Fact]
    public void One_that_cannot_be_written_keeps_those_before_it()
    {
        string blocked = Path.Combine(_folder["new"], "checkpoint-00000032.safetensors"), first = Path.Combine(_folder["new"], "checkpoint-00000016.safetensors");
        Directory.CreateDirectory(blocked);
        var error = Assert.Throws<ModelFileException>(() => Runs.Begin(_folder["new"]));
        Assert.Equal($"{blocked}: could not be written: it is a folder; the run is safe up to epoch 1, and can be resumed from there", error.Message);
        Assert.Equal([first], Directory.GetFiles(_folder["new"], "checkpoint-*"));
        Directory.Delete(blocked);
        Assert.Equal(_values, Runs.Resume(_folder["new"]).Values);
    }

    [Fact]
    public void What_a_killed_process_left_half_written_is_removed()
    {
        string left = Path.Combine(_run, ".surprisal-abc.tmp");
        File.WriteAllText(left, "half");
        Runs.Resume(_run);
        Assert.False(File.Exists(left));
    }

    [Fact]
    public void Metrics_after_the_checkpoint_are_written_anew()
    {
        string path = Path.Combine(_run, "metrics.jsonl");
        string[] before = File.ReadAllLines(path);
        File.Delete(Runs.Checkpoints(_run)[^1]);
        File.AppendAllText(path, "{\"epoch\":4,\"train_lo");
        Runs.Resume(_run);
        string[] after = File.ReadAllLines(path);
        Assert.Equal(3, after.Length);
        Assert.Equal(before[..2], after[..2]);
        Assert.Equal(Without(before[2]), Without(after[2]));
    }

    // The time is another one.
    static string Without(string line) => line[..line.IndexOf("\"seconds\"", StringComparison.Ordinal)];
}
