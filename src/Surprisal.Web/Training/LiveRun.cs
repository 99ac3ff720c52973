using System.Diagnostics;
using Surprisal.Data;
using Surprisal.Reports;

namespace Surprisal.Web;

/// <summary>One training that is watched: its thread writes, any number of pages read.</summary>
public sealed class LiveRun : IProgress<TrainingProgress>, IDisposable
{
    // What looking costs the training at most, 1.6 %: a picture is asked for again only after 60 times as long as the last one took.
    const int PictureShare = 60;

    // A curve of more epochs than this looks the same, and drawing it takes time that a training on the other half of the same core misses.
    const int LiveEpochs = 250;

    // The border moves slowly, and its picture is the dearest part of the page: the rest of it comes more often.
    static readonly TimeSpan s_fastestPictures = TimeSpan.FromMilliseconds(250);

    readonly Lock _lock = new();
    readonly CancellationTokenSource _stop = new();
    readonly ManualResetEventSlim _gate = new(initialState: true);
    readonly List<EpochResult> _epochs = [];
    readonly TrainingData _data;
    readonly Plane? _plane;
    readonly Stopwatch _clock = new(), _sincePicture = Stopwatch.StartNew();
    TimeSpan _untilPicture;
    float[]? _logits;
    Drawing? _drawing;

    internal LiveRun(int id, TrainForm form, TrainingData data, Plane? plane, double? floor) => (Id, Form, _data, _plane, Floor) = (id, form, data, plane, floor);

    /// <summary>Its number on the page, from 1.</summary>
    public int Id { get; }

    public TrainForm Form { get; }

    /// <summary>What no model can beat on these data, in nats, where that is known.</summary>
    public double? Floor { get; }

    public RunState State { get; private set; }

    /// <summary>Whether its thread is at work or waits.</summary>
    public bool IsAlive => State is RunState.Running or RunState.Paused;

    /// <summary>The share that is done, from 0 to 1.</summary>
    public double Done { get; private set; }

    /// <summary>Where it is, in words; or why it failed.</summary>
    public string Text { get; private set; } = "starting";

    /// <summary>Counts what there is to see; a page that has shown this one has nothing to do.</summary>
    public long Version { get; private set; }

    /// <summary>What was learnt, once it is finished.</summary>
    public TrainingRun? Result { get; private set; }

    /// <summary>How good that is on the rows held out.</summary>
    public IEvaluation? HeldOut { get; private set; }

    /// <summary>How long it has been learning, without pauses.</summary>
    public TimeSpan Elapsed => _clock.Elapsed;

    /// <summary>Trains; returns when that has ended, whatever ended it.</summary>
    internal void Train(TextWriter error)
    {
        try
        {
            _clock.Start();
            var run = Trainer.Fit(_data, Form.Options, this, _stop.Token);
            _clock.Stop();
            var heldOut = _data.HeldOut is null ? null : Evaluator.Evaluate(run.Classifier, _data.HeldOut);
            float[]? logits = _plane?.Ask(run.Classifier.Model);
            lock (_lock)
            {
                (Result, HeldOut, _logits, Done) = (run, heldOut, logits, 1);
                End(RunState.Finished, run.Description);
            }
        }
        catch (OperationCanceledException)
        {
            End(RunState.Stopped, $"stopped at {Text}");
        }
        catch (Exception e) when (e is TrainingException or DataException or ArgumentException)
        {
            End(RunState.Failed, e.Message);
        }
        catch (OutOfMemoryException)
        {
            End(RunState.Failed, "not enough memory for this training");
        }
        catch (Exception e)
        {
            // On a thread of its own nothing above could tell anybody.
            error.WriteLine($"error: run {Id}: {e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")}");
            End(RunState.Failed, "something went wrong; the terminal has a line about it");
        }
    }

    /// <summary>Takes what the training says, on its own thread; holds it while paused.</summary>
    void IProgress<TrainingProgress>.Report(TrainingProgress value)
    {
        Look(value);
        if (_gate.IsSet) return;
        _clock.Stop();
        _gate.Wait(_stop.Token);
        _clock.Start();
    }

    public void Pause() => Turn(RunState.Running, RunState.Paused, _gate.Reset);

    public void Resume() => Turn(RunState.Paused, RunState.Running, _gate.Set);

    /// <summary>Asks it to end after the batch at hand.</summary>
    public void Stop() => _stop.Cancel();

    public void Dispose()
    {
        _stop.Dispose();
        _gate.Dispose();
    }

    /// <summary>The epochs that are done; while it is alive, of very many some, evenly, and the last.</summary>
    public EpochResult[] Epochs()
    {
        lock (_lock)
        {
            int step = IsAlive ? 1 + _epochs.Count / LiveEpochs : 1;
            if (step == 1) return [.. _epochs];
            var some = new EpochResult[(_epochs.Count + step - 1) / step];
            for (int i = 0; i < some.Length; i++) some[^(i + 1)] = _epochs[^(i * step + 1)];
            return some;
        }
    }

    /// <summary>What the model answers in the plane of its two features; null where there are more, or nothing was asked yet.</summary>
    public FieldChart? Picture() => _plane is not null && Volatile.Read(ref _logits) is { } logits ? _plane.Picture(logits, Form.Loss.Info.Activation) : null;

    /// <summary>The same as SVG, drawn once for each answer of the model.</summary>
    public string? PictureSvg()
    {
        var (logits, drawing) = (Volatile.Read(ref _logits), Volatile.Read(ref _drawing));
        if (_plane is null || logits is null) return null;
        if (drawing is null || drawing.Logits != logits) Volatile.Write(ref _drawing, drawing = new(logits, _plane.Picture(logits, Form.Loss.Info.Activation).ToSvg()));
        return drawing.Svg;
    }

    void Look(TrainingProgress value)
    {
        float[]? logits = null;
        if (_plane is not null && value.Model is { } model && _sincePicture.Elapsed >= _untilPicture)
        {
            _sincePicture.Restart();
            logits = _plane.Ask(model);
            var cost = _sincePicture.Elapsed * PictureShare;
            _untilPicture = cost > s_fastestPictures ? cost : s_fastestPictures;
        }

        lock (_lock)
        {
            for (int i = _epochs.Count; i < value.Epochs?.Count; i++) _epochs.Add(value.Epochs[i]);
            _logits = logits ?? _logits;
            (Done, Text) = (value.Done, value.Text);
            Version++;
        }
    }

    void Turn(RunState from, RunState to, Action turn)
    {
        lock (_lock)
        {
            if (State != from) return;
            turn();
            State = to;
            Version++;
        }
    }

    sealed record Drawing(float[] Logits, string Svg);

    void End(RunState state, string text)
    {
        lock (_lock)
        {
            _clock.Stop();
            (State, Text) = (state, text);
            Version++;
        }
    }
}
