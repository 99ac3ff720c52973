#:project ../src/Surprisal/Surprisal.csproj
#:property PublishAot=false

using Surprisal;
using Surprisal.Data;
using Surprisal.Losses;
using Surprisal.Numerics;

// region: own-layers
var data = TrainingData.Read(EmbeddedData.Open("digits"), new() { HeldOut = 0.2, Seed = 1 });
var options = TrainingOptions.Default with
{
    Layers = (shape, outputs) => new Sequential(new Dense(shape.Count, 96), new LayerNorm(96), new LeakyRelu(96), new Dropout(96, 0.1), new Dense(96, outputs)),
    Loss = Loss.CrossEntropy with { LabelSmoothing = 0.05 },
    Optimizer = Optimizer.AdamW with { WeightDecay = 0.05 },
    Schedule = Schedule.OneCycle, WarmUp = 0.25, LearningRate = 4e-3, Epochs = 15,
};
var run = Trainer.Fit(data, options);
// endregion

// A file holds no code: a layer of your own is named where its file is loaded.
run.Classifier.Save("own-layers.safetensors");
var classifier = Classifier.Load("own-layers.safetensors", new Dictionary<string, Func<LayerReader, Layer>> { ["leaky-relu"] = saved => new LeakyRelu(saved.Inputs) });
File.Delete("own-layers.safetensors");
var figures = Evaluator.Evaluate(classifier, data.HeldOut!);
Console.WriteLine($"{run.Description}");
Console.WriteLine($"accuracy {figures.Accuracy:0.0000}, log-loss {figures.LogLoss:0.0000} nats");
return figures.Accuracy >= 0.96 ? 0 : 1;

// region: own-layer
/// <summary>Keeps what is positive, and a tenth of what is not.</summary>
sealed class LeakyRelu(int size) : Layer(size, size)
{
    public override string Kind => "leaky-relu";

    public override void Forward(in LayerStep step, ReadOnlyMatrixSpan<float> input, MatrixSpan<float> output)
    {
        for (int i = 0; i < input.Values.Length; i++) output.Values[i] = input.Values[i] * (input.Values[i] > 0 ? 1 : 0.1f);
    }

    public override void Backward(
        in LayerStep step, ReadOnlyMatrixSpan<float> input, ReadOnlyMatrixSpan<float> output,
        MatrixSpan<float> outputGradient, Span<float> parameterGradient, MatrixSpan<float> inputGradient)
    {
        for (int i = 0; i < inputGradient.Values.Length; i++) inputGradient.Values[i] = outputGradient.Values[i] * (input.Values[i] > 0 ? 1 : 0.1f);
    }
}
// endregion
