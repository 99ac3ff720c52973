#:project ../src/Surprisal/Surprisal.csproj
#:property PublishAot=false

using Surprisal;
using Surprisal.Data;
using Surprisal.Losses;

// region: images
// A picture is its pixels, row after row; files of pictures (IDX, NPY) are read by DataSource.Open. Here: two kinds of stripes, drawn with noise.
static Dataset Stripes(int count, int seed)
{
    var random = new Random(seed);
    float[] pixels = new float[count * 12 * 12];
    int[] classes = [.. Enumerable.Range(0, count).Select(_ => random.Next(2))];
    for (int i = 0; i < pixels.Length; i++)
    {
        int picture = i / 144, x = i % 12, y = i / 12 % 12;
        pixels[i] = (float)(((classes[picture] == 0 ? x : y) + picture) % 4 < 2 ? random.NextDouble() : random.NextDouble() + 0.4);
    }
    return new Dataset(pixels, new ExampleShape(Channels: 1, Height: 12, Width: 12), new TargetSet(["down", "across"], classes));
}

var options = TrainingOptions.For(ModelKind.Conv) with { Epochs = 6, Augmentation = new(Flip: true, Shift: 1) };
var fit = NetworkTrainer.Fit(Stripes(1000, seed: 1), validation: null, Loss.CrossEntropy, options);
// endregion

var test = Stripes(500, seed: 2);
float[] logits = new float[test.Rows * 2];
fit.Model.Predict(test.Matrix, new(logits, test.Rows, 2));
int right = Enumerable.Range(0, test.Rows).Count(i => logits[2 * i + 1] > logits[2 * i] == (test.Targets!.Classes[i] == 1));
Console.WriteLine($"{right} of {test.Rows} right, training loss {fit.Epochs[^1].TrainLoss:0.0000} nats");
return right >= 475 ? 0 : 1;
