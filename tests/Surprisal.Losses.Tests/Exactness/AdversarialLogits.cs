namespace Surprisal.Losses.Tests.Exactness;

/// <summary>Rows of logits that have broken formulas before.</summary>
/// <param name="numbers">Where they come from.</param>
sealed class AdversarialLogits(AdversarialNumbers numbers)
{
    /// <summary>Kinds of rows, those without infinities first.</summary>
    static readonly (string Name, Action<AdversarialNumbers, double[], int> Fill)[] s_kinds =
    [
        ("random", Random),
        ("leads by a little", (n, z, y) => Lead(n, z, y, 0, 20)),
        ("leads by a lot", (n, z, y) => Lead(n, z, y, 5, 110)),
        ("trails", Trail),
        ("±1e30", (n, z, _) => Fill(z, () => n.Next(3) == 0 ? n.Bell(10) : n.Any(1e30, -1e30, 1e29, -1e29))),
        ("all equal", AllEqual),
        ("few values", FewValues),
        ("huge offset", HugeOffset),
        ("steps of one ulp", Steps),
        ("tie at the top", TieAtTheTop),
        ("−∞ beside the target", (n, z, y) => SomeInfinite(n, z, y)),
        ("−∞ at the target", InfiniteTarget),
    ];

    /// <summary>How many kinds of rows there are without any infinity, without one at the target, and in all.</summary>
    public static int Count(RowKinds kinds) => s_kinds.Length - (kinds switch { RowKinds.Finite => 2, RowKinds.FiniteTarget => 1, _ => 0 });

    /// <summary>Fills a row; returns what is awkward about it.</summary>
    public string Fill(int kind, double[] logits, int target)
    {
        s_kinds[kind].Fill(numbers, logits, target);
        return s_kinds[kind].Name;
    }

    static void Fill(double[] z, Func<double> number)
    {
        for (int k = 0; k < z.Length; k++) z[k] = number();
    }

    static void Random(AdversarialNumbers n, double[] z, int target)
    {
        double scale = n.Any(0.1, 1, 5, 20, 80);
        Fill(z, () => n.Bell(scale));
    }

    static void Lead(AdversarialNumbers n, double[] z, int target, double low, double high)
    {
        double scale = n.Any(0.5, 3, 30);
        Fill(z, () => n.Bell(scale));
        z[target] = n.Round(z.Max() + n.Between(low, high));
    }

    static void Trail(AdversarialNumbers n, double[] z, int target)
    {
        Fill(z, () => n.Bell(3));
        z[target] = n.Round(Math.Max(z.Min() - n.Size(0, 99), -1e30));
    }

    static void AllEqual(AdversarialNumbers n, double[] z, int target)
    {
        double same = n.Any(0.125, 1e-30, -3, 1e4, -1e4, 1e8, -1e8, 1e30, -1e30);
        Fill(z, () => same);
    }

    static void FewValues(AdversarialNumbers n, double[] z, int target)
    {
        double first = n.Bell(10), second = n.Bell(10), third = n.Bell(100);
        Fill(z, () => n.Any(first, second, third));
    }

    static void HugeOffset(AdversarialNumbers n, double[] z, int target)
    {
        double offset = n.Any(1e4, -1e4, 1e6, -1e6, 1e8, -1e8);
        Fill(z, () => n.Round(offset + n.Bell(30)));
    }

    static void Steps(AdversarialNumbers n, double[] z, int target)
    {
        double start = n.Sign(n.Size(-20, 20));
        Fill(z, () => n.Up(start, n.Next(4)));
    }

    static void TieAtTheTop(AdversarialNumbers n, double[] z, int target)
    {
        Fill(z, () => n.Bell(5));
        z[target] = z[n.Next(z.Length)] = n.Between(5, 60);
    }

    static void SomeInfinite(AdversarialNumbers n, double[] z, int target)
    {
        Fill(z, () => n.Next(2) == 0 ? double.NegativeInfinity : n.Bell(10));
        z[target] = n.Bell(10);
    }

    static void InfiniteTarget(AdversarialNumbers n, double[] z, int target)
    {
        Fill(z, () => n.Bell(10));
        if (z.Length > 1) z[target] = double.NegativeInfinity;
    }
}
