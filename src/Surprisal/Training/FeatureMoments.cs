using Surprisal.Data;

namespace Surprisal;

/// <summary>Mean and variance of each feature.</summary>
static class FeatureMoments
{
    public static (double[] Means, double[] Variances) Of(Dataset data)
    {
        double[] means = new double[data.Columns], variances = new double[data.Columns];
        for (int row = 0; row < data.Rows; row++)
        {
            var features = data.Features.AsSpan(row * data.Columns, data.Columns);
            for (int f = 0; f < features.Length; f++) means[f] += features[f];
        }
        for (int f = 0; f < means.Length; f++) means[f] /= data.Rows;
        for (int row = 0; row < data.Rows; row++)
        {
            var features = data.Features.AsSpan(row * data.Columns, data.Columns);
            for (int f = 0; f < features.Length; f++)
            {
                double deviation = features[f] - means[f];
                variances[f] += deviation * deviation;
            }
        }
        for (int f = 0; f < variances.Length; f++) variances[f] /= data.Rows;
        return (means, variances);
    }
}
