using System.Globalization;

namespace Surprisal.Losses;

public sealed partial class Explanation
{
    /// <summary>The explanation in two or three plain sentences: what was right, what it costs, and which class is pulled how hard.</summary>
    /// <param name="names">The names of the classes or labels; null calls them by their numbers.</param>
    /// <exception cref="ArgumentException">There are more or fewer names than logits.</exception>
    public string Summary(IReadOnlyList<string>? names = null)
    {
        if (names is not null && names.Count != Classes.Count) throw new ArgumentException($"{Classes.Count} names expected, one per logit, got {names.Count}.");
        if (Classes.Count == 0) return "There is no logit, and nothing to explain.";
        string Name(int k) => names?[k] ?? $"class {k}";
        if (IsIgnored) return $"The target {TargetClass} is ignored: the row costs nothing and pulls nowhere.";
        if (double.IsNaN(Sum)) return NotANumber(Name);
        if (Softmax is not null && Classes.Count == 1) return $"A softmax over one class is always 1: {Info.Name} says nothing of a single logit, and moves nothing. {BinaryCrossEntropy.Info.Name} is meant for it.";
        string cost = TargetClass is { } target ? OfClass(target, Name) : Info.Activation is OutputActivation.Softmax ? OfDistribution(Name) : OfLabels(Name);
        return $"{cost} {Pulls(Name)}";
    }

    /// <summary>A number as sentences and tables have it: four digits behind the point, or an exponent where they would show nothing.</summary>
    public static string Number(double value) =>
        double.IsNaN(value) ? "NaN"
        : double.IsInfinity(value) ? value > 0 ? "∞" : "−∞"
        : value == 0 ? "0"
        : Math.Abs(value) is >= 1e-4 and < 1e6 ? value.ToString("0.0000;−0.0000", CultureInfo.InvariantCulture)
        : value.ToString("0.00e0;−0.00e0", CultureInfo.InvariantCulture);

    /// <summary>A cost with its unit: nats with the same in bits, or a plain number.</summary>
    public string Cost(double value) => Info.Unit != "nats" ? Number(value) : $"{Number(value)} nats ({Number(value / Math.Log(2))} bits)";

    string OfClass(int target, Func<int, string> name)
    {
        int lead = Leader();
        string cost = IsSurprisal ? $"{Cost(Sum)} of surprisal" : $"{Info.Name} is {Cost(Sum)}";
        if (Classes[target].Probability is not { } p)
            return lead == target ? $"{name(target)} is right and leads: {cost}." : $"The answer is {name(target)}, but {name(lead)} leads: {cost}.";
        return lead == target ? $"{name(target)} is right with p = {Number(p)}: {cost}."
            : $"The answer is {name(target)}, to which the model gives p = {Number(p)}, while it gives {name(lead)} {Number(Classes[lead].Probability!.Value)}: {cost}.";
    }

    string OfDistribution(Func<int, string> name)
    {
        int lead = Leader(), truth = Largest(c => c.Target);
        double total = Classes.Sum(c => c.Target), entropy = -Classes.Sum(c => c.Target > 0 ? c.Target * Math.Log(c.Target) : 0);
        string most = lead == truth ? $"Both the answer and the model have most on {name(lead)}" : $"The answer has most on {name(truth)}, the model on {name(lead)}";
        string cost = $"{most}, {Number(Classes[truth].Target)} against p = {Number(Classes[truth].Probability!.Value)}: {Info.Name} is {Cost(Sum)}";
        bool isPlain = Info.Name == CrossEntropy.Info.Name && Math.Abs(total - 1) < 1e-6 && Classes.All(c => c.Mass == c.Target);
        if (Math.Abs(total - 1) > 1e-6) return $"{cost}. The targets sum to {Target(total)} where a distribution sums to 1; for labels that hold at once there is {BinaryCrossEntropy.Info.Name}.";
        return isPlain ? $"{cost}, of which {Number(entropy)} nats are the answer's own entropy and {Number(Sum - entropy)} the model's distance from it." : $"{cost}.";
    }

    string OfLabels(Func<int, string> name)
    {
        if (Classes[0].Cost is null) return $"{Info.Name} is {Cost(Sum)}.";
        int dearest = Largest(c => c.Cost!.Value);
        var c = Classes[dearest];
        string p = c.Probability is { } probability ? $"its answer is {Target(c.Target)}, p = {Number(probability)}" : $"z = {Number(c.Logit)} where {Target(c.Target)} was asked for";
        if (Classes.Count == 1) return $"{name(0)} costs {Cost(Sum)}: {p}.";
        string mean = Divisor == Classes.Count ? $", a mean of {Number(Value)}" : "";
        return $"{Classes.Count} logits cost {Cost(Sum)} together{mean}. Most of it is {name(dearest)}, {Number(c.Cost!.Value)}: {p}.";
    }

    /// <summary>What a step down the gradient does to the logits, the hardest pulled first.</summary>
    string Pulls(Func<int, string> name)
    {
        string up = Hardest(c => -c.Gradient, name), down = Hardest(c => c.Gradient, name);
        return (up.Length, down.Length) switch
        {
            (0, 0) => "The gradient is 0: nothing is pulled.",
            (_, 0) => $"The gradient pulls {up} up.",
            (0, _) => $"The gradient pushes {down} down.",
            _ => $"The gradient pulls {up} up and pushes {down} down.",
        };
    }

    string Hardest(Func<ExplainedClass, double> pull, Func<int, string> name)
    {
        const int Most = 3;
        int[] pulled = [.. Enumerable.Range(0, Classes.Count).Where(k => pull(Classes[k]) > 0).OrderByDescending(k => pull(Classes[k]))];
        string[] shown = [.. pulled.Take(Most).Select(k => $"{name(k)} ({Number(pull(Classes[k]))})")];
        if (pulled.Length > Most) return $"{string.Join(", ", shown)} and {pulled.Length - Most} more";
        return shown.Length < 2 ? string.Concat(shown) : $"{string.Join(", ", shown[..^1])} and {shown[^1]}";
    }

    string NotANumber(Func<int, string> name)
    {
        int nan = First(c => double.IsNaN(c.Logit)), infinite = First(c => double.IsPositiveInfinity(c.Logit)), target = First(c => !double.IsFinite(c.Target));
        string why = nan >= 0 ? $"the logit of {name(nan)} is NaN"
            : infinite >= 0 && Softmax is not null ? $"the logit of {name(infinite)} is ∞, and ∞ − ∞ in z − max z has no value"
            : Softmax is { Max: double.NegativeInfinity } ? "all logits are −∞, and ∞ − ∞ in z − max z has no value"
            : target >= 0 ? $"the target of {name(target)} is {Number(Classes[target].Target)}"
            : "infinities met on the way";
        return $"The loss is NaN: {why}.";
    }

    bool IsSurprisal => Info.Name == CrossEntropy.Info.Name && Classes.All(c => c.Mass is 0 or 1);

    /// <summary>The class that the model says.</summary>
    int Leader() => Largest(c => c.Probability ?? c.Logit);

    int Largest(Func<ExplainedClass, double> of)
    {
        int largest = 0;
        for (int k = 1; k < Classes.Count; k++)
            if (of(Classes[k]) > of(Classes[largest])) largest = k;
        return largest;
    }

    int First(Func<ExplainedClass, bool> isIt)
    {
        for (int k = 0; k < Classes.Count; k++)
            if (isIt(Classes[k])) return k;
        return -1;
    }

    static string Target(double target) => target.ToString("0.####", CultureInfo.InvariantCulture);
}
