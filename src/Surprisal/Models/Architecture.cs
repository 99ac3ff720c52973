namespace Surprisal;

/// <summary>The models that have a name.</summary>
static class Architecture
{
    /// <summary>Hidden layers with ReLU between dense ones; none is a linear model.</summary>
    public static Sequential Mlp(int inputs, IReadOnlyList<int> hidden, int outputs)
    {
        List<Layer> layers = [];
        foreach (int size in hidden)
        {
            layers.Add(new Dense(inputs, size));
            layers.Add(new Relu(size));
            inputs = size;
        }
        layers.Add(new Dense(inputs, outputs));
        return new Sequential(layers);
    }
}
