using System.Numerics.Tensors;

namespace Surprisal.Losses;

/// <summary>What the value of the loss says of the state of training.</summary>
static class StateChecks
{
    public static Finding? StartFarFromEven(DiagnosticInput input)
    {
        if (!input.IsStart || input.Info.Name != "cross-entropy" || input.Classes < 2 || Mean(input) is not { } value) return null;
        double even = Math.Log(input.Classes);
        // A fresh last layer gives logits of about 1 in size, which adds half a nat at most.
        if (value < even + 1 && value > 0.5 * even) return null;
        return new("SUR016", $"the loss is {DiagnosticInput.Text(value)} nats before training, and guessing evenly over {input.Classes} classes costs ln {input.Classes} = {DiagnosticInput.Text(even)}",
            value > even ? "start with smaller weights in the last layer, or scale the inputs" : "check that the model has not been trained, and that the targets are not among its inputs");
    }

    public static Finding? SmoothingFloor(DiagnosticInput input)
    {
        double smoothing = input.Loss.LabelSmoothing;
        if (smoothing == 0 || !input.IsOnSoftmax || !input.AreClasses || input.ClassWeights is not null || input.Classes < 2 || Mean(input) is not { } value) return null;
        double on = 1 - smoothing + smoothing / input.Classes, off = smoothing / input.Classes;
        double floor = -on * Math.Log(on) - (input.Classes - 1) * off * Math.Log(off);
        if (!(value < floor * 1.03)) return null;
        return new("SUR017", $"the loss is {DiagnosticInput.Text(value)}, and with label smoothing {DiagnosticInput.Text(smoothing)} over {input.Classes} classes it cannot go below {DiagnosticInput.Text(floor)}: this is the floor, not a plateau",
            "stop, or judge by accuracy and by the loss without smoothing");
    }

    /// <summary>The mean loss; null where logits and targets do not fit or it is no number.</summary>
    static double? Mean(DiagnosticInput input)
    {
        nint[] shape = [.. input.LogitShape.Select(size => (nint)size)], targets = [.. input.TargetShape.Select(size => (nint)size)];
        try
        {
            var logits = new ReadOnlyTensorSpan<double>(input.Logits, shape);
            double value = input.AreClasses
                ? input.Loss.Evaluate(logits, new ReadOnlyTensorSpan<int>(Array.ConvertAll(input.Targets, t => (int)t), targets))
                : input.Loss.Evaluate(logits, new ReadOnlyTensorSpan<double>(input.Targets, targets));
            return double.IsFinite(value) ? value : null;
        }
        catch (ArgumentException)
        {
            return null; // what does not fit is another check's to say
        }
    }
}
