namespace Surprisal.Losses;

/// <summary>Mistakes that show in the logits.</summary>
static class LogitChecks
{
    // Softmax in half precision sums to 1 within a thousandth; logits of a model do so by chance once in ten thousand rows at most.
    const double SumTolerance = 2e-3;

    public static Finding? SoftmaxTwice(DiagnosticInput input)
    {
        if (!input.IsOnSoftmax || !RowsAreDistributions(input)) return null;
        double high = Math.Log(Math.E + input.Classes - 1);
        return new("SUR001", $"all {input.Samples} rows of logits lie in [0, 1] and sum to 1: softmax would be taken twice, and the loss cannot leave [{DiagnosticInput.Text(high - 1)}, {DiagnosticInput.Text(high)}]",
            $"give {input.Info.Name} the model's raw outputs, before softmax; it takes softmax itself");
    }

    public static Finding? ProbabilitiesAsLogits(DiagnosticInput input) =>
        input.Info.Activation is not (OutputActivation.Identity or OutputActivation.Sigmoid) || input.Info.Targets.HasFlag(TargetKinds.Real) || !RowsAreDistributions(input) ? null
            : new("SUR002", $"all {input.Samples} rows of logits lie in [0, 1] and sum to 1: they are probabilities", $"give {input.Info.Name} the model's raw outputs, before softmax");

    public static Finding? LogitsAsProbabilities(DiagnosticInput input)
    {
        if (input.Info.Activation != OutputActivation.Exponential || input.Classes < 2) return null;
        int above = Array.FindIndex(input.Logits, z => z > 1e-3);
        int off = Count(input, sample => Math.Abs(input.Sum(sample, Math.Exp) - 1) > 0.01);
        if (above < 0 && off * 2 <= input.Samples) return null;
        string seen = above >= 0 ? $"entry {above} is {DiagnosticInput.Text(input.Logits[above])}, above 0: no logarithm of a probability" : $"in {off} of {input.Samples} rows Σ exp is not 1: no log-probabilities";
        return new("SUR003", seen, $"give {input.Info.Name} the logarithms of probabilities (log softmax), or use cross-entropy, which takes raw outputs");
    }

    public static Finding? SoftmaxOverOne(DiagnosticInput input) =>
        input.Classes != 1 || !input.IsOnSoftmax ? null
            : new("SUR008", "there is one output, and softmax over one output is always 1: the loss is 0 whatever the model says", "use binary-cross-entropy on the one output, or give the model two");

    public static Finding? SigmoidOutputs(DiagnosticInput input)
    {
        // A healthy logit lies in [0, 1] at most half the time, if all are small and positive: twenty-four at once by chance once in ten million.
        bool fits = input.Info.Activation == OutputActivation.Sigmoid || (input.IsOnSoftmax && input.Classes > 1);
        if (!fits || input.Logits.Length < 24 || RowsAreDistributions(input) || !input.Logits.All(z => z is >= 0 and <= 1)) return null;
        return new("SUR010", $"all {input.Logits.Length} logits lie in [{DiagnosticInput.Text(input.Logits.Min())}, {DiagnosticInput.Text(input.Logits.Max())}]: they look like the outputs of a sigmoid",
            $"give {input.Info.Name} the model's raw outputs, before the sigmoid");
    }

    public static Finding? NotFinite(DiagnosticInput input)
    {
        int at = Array.FindIndex(input.Logits, z => double.IsNaN(z) || z == double.PositiveInfinity);
        int columns = input.Logits.Length / Math.Max(input.Rows, 1);
        if (at >= 0) return new("SUR012", $"row {at / columns}, column {at % columns} of the logits is {(double.IsNaN(input.Logits[at]) ? "NaN" : "+∞")}", "look for a division by zero or a learning rate that is too high, in that row first");
        for (int sample = 0; input.Classes > 0 && sample < input.Samples; sample++)
            if (input.Sum(sample, z => z == double.NegativeInfinity ? 0 : 1) == 0) return new("SUR012", $"all logits of row {sample} are −∞", "leave at least one class of each row unmasked");
        return null;
    }

    public static Finding? AveragedInput(DiagnosticInput input) =>
        input.Info.Name is not ("focal" or "binary-focal") || input.Logits.Length != 1 || input.Targets.Length <= 1 ? null
            : new("SUR018", $"there is one number for {input.Targets.Length} targets: a loss that has been averaged already, where logits are expected", $"give {input.Info.Name} the logits; it weighs every row before it averages");

    /// <summary>Whether every row is a distribution, and there are enough numbers for that to be no accident.</summary>
    static bool RowsAreDistributions(DiagnosticInput input)
    {
        if (input.Classes < 2 || input.Samples < 2 || input.Logits.Length < 8 || !input.Logits.All(z => z is >= 0 and <= 1)) return false;
        return Count(input, sample => Math.Abs(input.Sum(sample, z => z) - 1) > SumTolerance) == 0;
    }

    static int Count(DiagnosticInput input, Func<int, bool> holds)
    {
        int count = 0;
        for (int sample = 0; sample < input.Samples; sample++)
            if (holds(sample)) count++;
        return count;
    }
}
