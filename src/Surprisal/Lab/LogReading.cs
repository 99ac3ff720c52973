using Surprisal.Losses;
using Surprisal.Numerics;

namespace Surprisal;

/// <summary>What logits say, as logarithms: of a yes, and where each answer is a label of its own also of a no. Logarithms keep what a probability of nearly 0 or 1 has lost.</summary>
readonly record struct LogReading(double[] Yes, double[] No)
{
    public static LogReading Of(ReadOnlyMatrixSpan<double> logits, OutputActivation activation, bool labels)
    {
        double[] yes = new double[logits.Values.Length];
        double[] no = labels ? new double[yes.Length] : [];
        switch (activation)
        {
            case OutputActivation.Softmax:
                Activations.LogSoftmax(logits, yes.AsMatrix(logits.Columns));
                break;
            case OutputActivation.Sigmoid:
                Activations.LogSigmoid(logits.Values, yes);
                if (labels) Activations.LogSigmoid(Negated(logits.Values), no);
                return new(yes, no);
            case OutputActivation.AbsNormalised:
                Activations.AbsNormalise(logits, yes.AsMatrix(logits.Columns));
                foreach (ref double share in yes.AsSpan()) share = Math.Log(share);
                break;
            case OutputActivation.Exponential:
                logits.Values.CopyTo(yes);
                break;
            default:
                for (int i = 0; i < yes.Length; i++) yes[i] = Math.Log(Math.Clamp(logits.Values[i], 0, 1));
                break;
        }

        for (int i = 0; i < no.Length; i++) no[i] = Math.Log(-ScalarMath.ExpM1(yes[i]));
        return new(yes, no);
    }

    static double[] Negated(ReadOnlySpan<double> numbers)
    {
        double[] negated = new double[numbers.Length];
        for (int i = 0; i < negated.Length; i++) negated[i] = -numbers[i];
        return negated;
    }
}
