using Surprisal.Data;
using Surprisal.Losses;

namespace Surprisal;

/// <summary>Where a linear model begins: weights 0, and biases that give each class its share of the rows.</summary>
static class LinearStart
{
    // A class with (nearly) all or none of the rows would begin at an infinite bias.
    const double LeastShare = 1e-6;

    /// <summary>(features + 1) × outputs numbers, the last row the biases.</summary>
    public static double[] Parameters(Dataset data, Loss loss, int outputs)
    {
        double[] parameters = new double[checked((data.Columns + 1) * outputs)];
        double[] shares = Shares(data);
        var biases = parameters.AsSpan(data.Columns * outputs);
        int reference = shares.Length - outputs;
        for (int k = 0; k < outputs; k++)
        {
            double share = Clamped(shares[reference + k]);
            biases[k] = loss.Info.Activation switch
            {
                OutputActivation.Softmax => Math.Log(share) - (reference == 0 ? 0 : Math.Log(Clamped(shares[0]))),
                OutputActivation.Sigmoid => Math.Log(share / (1 - share)),
                _ => shares[reference + k],
            };
        }

        return parameters;
    }

    static double Clamped(double share) => Math.Clamp(share, LeastShare, 1 - LeastShare);

    /// <summary>The share of each class, or of each label's yes, among the rows.</summary>
    static double[] Shares(Dataset data)
    {
        var targets = data.Targets!;
        double[] shares = new double[targets.ClassNames.Count];
        if (targets.Kind == TargetKind.ClassIndex)
        {
            for (int row = 0; row < targets.Rows; row++) shares[targets.Classes[row]] += data.RowWeights?[row] ?? 1;
        }
        else
        {
            for (int i = 0; i < targets.Values.Length; i++) shares[i % shares.Length] += targets.Values[i] * (data.RowWeights?[i / shares.Length] ?? 1);
        }

        double total = data.TotalWeight();
        for (int k = 0; k < shares.Length; k++) shares[k] /= total;
        return shares;
    }
}
