using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Surprisal.Data;
using Surprisal.Losses;
using Surprisal.Numerics;

namespace Surprisal;

/// <summary>How well outputs name the classes of rows.</summary>
sealed class ClassScores(ClassReading reading, Dataset rows)
{
    readonly int[] _truth = rows.Targets!.Classes;
    readonly int _columns = rows.Targets!.ClassNames.Count;

    /// <summary>The outputs for all rows, row after row.</summary>
    public float[] Outputs(Network model)
    {
        float[] outputs = new float[checked(rows.Rows * _columns)];
        model.Predict(rows.Matrix, outputs.AsMatrix(_columns));
        return outputs;
    }

    /// <summary>1 for each row that is wrong, 0 for each that is right.</summary>
    public double[] Errors(float[] outputs)
    {
        double[] errors = new double[rows.Rows];
        for (int row = 0; row < errors.Length; row++) errors[row] = reading.Class(outputs.AsSpan(row * _columns, _columns)) == _truth[row] ? 0 : 1;
        return errors;
    }

    public double Accuracy(float[] outputs)
    {
        double wrong = 0;
        foreach (double error in Errors(outputs)) wrong += error;
        return (rows.Rows - wrong) / rows.Rows;
    }

    /// <summary>Fills in the figures.</summary>
    /// <param name="run">Without figures.</param>
    /// <param name="outputs">Of all rows; overwritten.</param>
    /// <exception cref="TrainingException">An output is no number.</exception>
    public ComparedRun Judge(ComparedRun run, float[] outputs)
    {
        int broken = Array.FindIndex(outputs, output => !float.IsFinite(output));
        if (broken >= 0) throw new TrainingException($"the output for '{rows.Targets!.ClassNames[broken % _columns]}' at {rows.Place(broken / _columns)} is {outputs[broken]}");
        run = run with { Accuracy = Accuracy(outputs), Fingerprint = Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(outputs.AsSpan())))[..16] };
        if (!reading.GivesProbabilities) return run;
        double[]? surprisal = reading.Activation == OutputActivation.Softmax ? TruthSurprisal.Of(outputs, rows.Targets!, reading.Activation).Rows : null;
        Activations.Apply(reading.Activation, outputs.AsMatrix(_columns), outputs.AsMatrix(_columns));
        var evaluator = new SingleLabelEvaluator(rows.Targets!.ClassNames);
        evaluator.Add(outputs.AsMatrix(_columns), _truth, surprisal ?? OfShares(outputs));
        var evaluation = evaluator.Result();
        return run with { LogLoss = evaluation.LogLoss, Brier = evaluation.Brier, CalibrationError = evaluation.Reliability.Error };
    }

    // Of a row of zeros only the shares are NaN: nothing is said about it, and nothing can be said.
    double[] OfShares(float[] shares)
    {
        double[] surprisal = new double[rows.Rows];
        for (int row = 0; row < surprisal.Length; row++)
        {
            double share = shares[row * _columns + _truth[row]];
            if (double.IsNaN(share)) throw new TrainingException($"all outputs at {rows.Place(row)} are 0: they have no shares");
            surprisal[row] = -Math.Log(share);
        }
        return surprisal;
    }
}
