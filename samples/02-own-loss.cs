#:project ../src/Surprisal/Surprisal.csproj
#:property PublishAot=false

using System.Runtime.CompilerServices;
using Surprisal;
using Surprisal.Data;
using Surprisal.Losses;
using Surprisal.Numerics;

var data = TrainingData.Read(EmbeddedData.Open("digits"), new() { HeldOut = 0.2, Seed = 1 });
var loss = Loss.Of(new Confident(Share: 0.3));
var run = Trainer.Fit(data, TrainingOptions.Default with { Loss = loss });
var figures = Evaluator.Evaluate(run.Classifier, data.HeldOut!);

Console.WriteLine($"{run.Description}");
Console.WriteLine($"accuracy {figures.Accuracy:0.0000}, log-loss {figures.LogLoss:0.0000} nats");
Console.WriteLine($"slopes by hand and by dual numbers differ by {loss.SlopeError([2.0, -1.0, 0.5], new[] { 1 }):0.0e0}");
return figures.Accuracy >= 0.95 ? 0 : 1;

// region: own-loss
/// <summary>Cross-entropy with a bounded part: rows that look hopeless pull less.</summary>
readonly record struct Confident(double Share) : ISoftmaxFormula<Confident>
{
    public static LossInfo Info { get; } = Loss.CrossEntropy.Info with { Name = "confident", Formula = "−(1 − s)·log p_y + s·(1 − p_y)" };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LossAt<V> At<V>(V logProbability)
        where V : struct, ILane<V>
    {
        V p = V.Exp(logProbability).Note("p_y");
        return new((Share - 1) * logProbability + Share * (1 - p), Share - 1 - Share * p);
    }
}
// endregion
