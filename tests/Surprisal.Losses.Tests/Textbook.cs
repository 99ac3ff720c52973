using static System.Math;

namespace Surprisal.Losses.Tests;

/// <summary>The formulas as textbooks have them, in doubles and without care for digits.</summary>
static class Textbook
{
    public static double[] Softmax(double[] z) => [.. z.Select(x => Exp(x) / z.Sum(Exp))];

    /// <summary>Y − p.</summary>
    public static double[] Errors(double[] z, Answer y) => [.. Softmax(z).Select((p, k) => y.Share(k, z.Length, 0) - p)];

    public static double Soft(double[] z, Answer y, double smoothing, double[]? weights) =>
        -Softmax(z).Select((p, k) => (weights?[k] ?? 1) * y.Share(k, z.Length, smoothing) * Log(p)).Sum();

    public static double Binary(double z, double t, double positiveWeight) =>
        -(positiveWeight * t * Log(Sigmoid(z)) + (1 - t) * Log(1 - Sigmoid(z)));

    /// <summary>The probability given to the answer.</summary>
    public static double Pt(double z, double t) => t * Sigmoid(z) + (1 - t) * (1 - Sigmoid(z));

    public static double AsymmetricAt(double z, double t, double gammaNegative, double gammaPositive, double margin)
    {
        double p = Sigmoid(z), shifted = Max(p - margin, 0);
        return -t * Pow(1 - p, gammaPositive) * Log(p) - (1 - t) * Pow(shifted, gammaNegative) * Log(1 - shifted);
    }

    public static double HuberAt(double d, double delta) => Math.Abs(d) <= delta ? d * d / 2 : delta * (Math.Abs(d) - delta / 2);

    /// <summary>What is missing of the margin to each other class.</summary>
    public static double[] Margins(double[] z, int target, double margin) => [.. z.Select((x, k) => k == target ? 0 : Max(0, margin - z[target] + x))];

    public static double[] OneAgainstAll(double[] z, int target) => [.. z.Select((x, k) => Max(0, 0.5 - (k == target ? x : -x)))];

    public static double TanimotoAt(double[] z, Answer y)
    {
        var (both, predicted, truth) = Products(z, y);
        return -both / (predicted + truth - both);
    }

    public static double CauchySchwarzAt(double[] z, Answer y)
    {
        var (both, predicted, truth) = Products(z, y);
        return -Log(both / Sqrt(predicted * truth));
    }

    public static double SphericalAt(double[] z, Answer y)
    {
        var (both, predicted, _) = Products(z, y);
        return -both / Sqrt(predicted);
    }

    static double Sigmoid(double z) => 1 / (1 + Exp(-z));

    static (double Both, double Predicted, double Truth) Products(double[] z, Answer y)
    {
        double[] p = Softmax(z), t = [.. z.Select((_, k) => y.Share(k, z.Length, 0))];
        return (p.Zip(t, (a, b) => a * b).Sum(), p.Sum(a => a * a), t.Sum(b => b * b));
    }
}
