using Surprisal.Data;

namespace Surprisal;

/// <summary>What each feature of one example adds to the logits of a linear model: logit = bias + Σ feature · weight.</summary>
/// <param name="Features">The features that are not 0, by name, with their encoded values.</param>
/// <param name="Parts">For each of them, what it adds to each logit.</param>
/// <param name="Biases">What each logit starts from.</param>
public sealed record LogitParts(IReadOnlyList<(string Name, float Value)> Features, IReadOnlyList<float[]> Parts, float[] Biases)
{
    /// <summary>The parts of one example; null if the model is not a single dense layer.</summary>
    /// <param name="classifier">Trained or loaded. Its <see cref="Classifier.Temperature"/> divides the parts as it does the logits.</param>
    /// <param name="data">Encoded examples.</param>
    /// <param name="row">Which of them.</param>
    public static LogitParts? Of(Classifier classifier, Dataset data, int row)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        ArgumentNullException.ThrowIfNull(data);
        if (classifier.Model.Layers.Layers is not [Dense dense]) return null;
        int outputs = dense.Outputs;
        var values = classifier.Model.Values();
        var weights = values[..(dense.Inputs * outputs)];
        var names = classifier.Encoder.Features.FeatureNames;
        List<(string, float)> features = [];
        List<float[]> parts = [];
        for (int i = 0; i < dense.Inputs; i++)
        {
            float value = data.Features[row * dense.Inputs + i];
            if (value == 0) continue;
            features.Add((names[i], value));
            parts.Add(Scaled(weights.Slice(i * outputs, outputs), value / classifier.Temperature));
        }
        return new LogitParts(features, parts, Scaled(values.Slice(dense.Inputs * outputs, outputs), 1 / classifier.Temperature));
    }

    static float[] Scaled(ReadOnlySpan<float> numbers, double factor)
    {
        float[] scaled = new float[numbers.Length];
        for (int k = 0; k < scaled.Length; k++) scaled[k] = (float)(numbers[k] * factor);
        return scaled;
    }
}
