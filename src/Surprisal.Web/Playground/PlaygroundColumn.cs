using Surprisal.Losses;
using Surprisal.Numerics;

namespace Surprisal.Web;

/// <summary>What one loss says of the playground's row.</summary>
/// <param name="Name">The loss as it was asked for.</param>
/// <param name="Info">What it is.</param>
/// <param name="Value">ℓ of the row.</param>
/// <param name="Predictions">What its activation makes of the logits: probabilities, mostly.</param>
/// <param name="Gradient">∂ℓ/∂z.</param>
/// <param name="Steps">How it came about.</param>
/// <param name="Problem">Why it says nothing, in one line; null where it does.</param>
sealed record PlaygroundColumn(string Name, LossInfo Info, double Value, double[] Predictions, double[] Gradient, IReadOnlyList<Step> Steps, string? Problem)
{
    /// <summary>Evaluates one loss.</summary>
    public static PlaygroundColumn Of(PlaygroundInput input, string name, Loss loss)
    {
        if (!PlaygroundInput.Takes(loss.Info, input.Kind)) return Refused(name, loss, $"{loss.Info.Name} takes {Words(loss.Info)}, not {Words(input.Kind)}");
        try
        {
            return Evaluated(input, name, loss);
        }
        catch (ArgumentException e)
        {
            return Refused(name, loss, e.Message.TrimEnd('.'));
        }
    }

    static PlaygroundColumn Evaluated(PlaygroundInput input, string name, Loss loss)
    {
        int classes = input.Classes.Length;
        double[] predictions = new double[classes], gradient = new double[classes];
        Targets<double> targets = input.Kind == AnswerKind.Class && loss.Info.Targets.HasFlag(TargetKinds.ClassIndex) ? new[] { input.Target } : input.TargetNumbers;
        double value = (loss with { Reduction = Reduction.Sum }).Evaluate(input.Logits.AsMatrix(classes), targets, gradient.AsMatrix(classes));
        Predict(loss.Info.Activation, input.Logits, predictions);
        return new(name, loss.Info, value, predictions, gradient, loss.Explain(input.Logits, targets), null);
    }

    static void Predict(OutputActivation activation, double[] logits, double[] predictions)
    {
        switch (activation)
        {
            case OutputActivation.Softmax: Activations.Softmax<double>(logits.AsMatrix(logits.Length), predictions.AsMatrix(logits.Length)); break;
            case OutputActivation.AbsNormalised: Activations.AbsNormalise<double>(logits.AsMatrix(logits.Length), predictions.AsMatrix(logits.Length)); break;
            case OutputActivation.Sigmoid: Activations.Sigmoid<double>(logits, predictions); break;
            case OutputActivation.Exponential: Activations.Exponential<double>(logits, predictions); break;
            default: logits.CopyTo(predictions, 0); break;
        }
    }

    static PlaygroundColumn Refused(string name, Loss loss, string problem) => new(name, loss.Info, double.NaN, [], [], [], problem);

    static string Words(AnswerKind kind) => kind switch { AnswerKind.Class => "one true class", AnswerKind.Distribution => "shares that sum to 1", _ => "labels that hold each for itself" };

    static string Words(LossInfo info) => info.Targets.HasFlag(TargetKinds.Binary) ? Words(AnswerKind.Labels)
        : info.Targets.HasFlag(TargetKinds.Distribution) ? $"{Words(AnswerKind.Class)} or {Words(AnswerKind.Distribution)}" : Words(AnswerKind.Class);
}
