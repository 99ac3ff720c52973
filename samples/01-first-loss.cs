#:project ../src/Surprisal.Losses/Surprisal.Losses.csproj
#:property PublishAot=false

// region: first-loss
using Surprisal.Losses;
using Surprisal.Numerics;

float[] logits = [4.6f, -2.1f, 0.3f, 0.5f, 1.5f, 3.0f]; // two rows, three classes
int[] classes = [0, 2];
float[] gradient = new float[logits.Length];

var loss = Loss.CrossEntropy with { LabelSmoothing = 0.1 };
double mean = loss.Evaluate(logits.AsMatrix(columns: 3), classes, gradient.AsMatrix(columns: 3));

Console.WriteLine($"{mean:0.0000} nats");
foreach (var step in loss.Explain([4.6, -2.1, 0.3], new[] { 0 })) Console.WriteLine($"{step.Text} = {step.Value:0.0000}");
// endregion

// The mean by hand: −Σ Y·log softmax(z), Y = 0.9·[class] + 0.1/3.
double Row(double[] z, int y) => Math.Log(z.Sum(Math.Exp)) - 0.9 * z[y] - 0.1 / 3 * z.Sum();
double expected = (Row([4.6, -2.1, 0.3], 0) + Row([0.5, 1.5, 3.0], 2)) / 2;
return Math.Abs(mean - expected) < 1e-6 ? 0 : 1;
