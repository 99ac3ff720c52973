using Surprisal.Losses;
using Surprisal.Numerics;

namespace Surprisal.Web;

/// <summary>What one loss says of the playground's row.</summary>
/// <param name="Name">The loss as it was asked for.</param>
/// <param name="Info">What it is.</param>
/// <param name="Predictions">What its activation makes of the logits: probabilities, mostly.</param>
/// <param name="Explanation">Value, gradient and how they come about; null where the loss says nothing of such a row.</param>
/// <param name="Problem">Why it says nothing, in one line; else null.</param>
sealed record PlaygroundColumn(string Name, LossInfo Info, double[] Predictions, Explanation? Explanation, string? Problem)
{
    /// <summary>Evaluates one loss.</summary>
    public static PlaygroundColumn Of(PlaygroundInput input, string name, Loss loss)
    {
        if (!PlaygroundInput.Takes(loss.Info, input.Kind)) return new(name, loss.Info, [], null, $"{name} does not take {Words(input.Kind)} as the answer");
        try
        {
            double[] predictions = new double[input.Logits.Length];
            Predict(loss.Info.Activation, input.Logits, predictions);
            return new(name, loss.Info, predictions, (loss with { Reduction = Reduction.Sum }).Explain(input.Logits, Targets(input, loss.Info)), null);
        }
        catch (ArgumentException e)
        {
            return new(name, loss.Info, [], null, e.Message.TrimEnd('.'));
        }
    }

    static Targets<double> Targets(PlaygroundInput input, LossInfo info) =>
        input.Kind == AnswerKind.Class && info.Targets.HasFlag(TargetKinds.ClassIndex) ? new[] { input.Target } : input.TargetNumbers;

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

    static string Words(AnswerKind kind) => kind switch { AnswerKind.Class => "one true class", AnswerKind.Distribution => "shares that sum to 1", _ => "a yes or no for each label" };
}
