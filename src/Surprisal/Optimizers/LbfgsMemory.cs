namespace Surprisal;

/// <summary>
/// The last steps and how the gradient changed along them, which together describe the inverse of the curvature
/// (Nocedal and Wright, Numerical Optimization, algorithm 7.4).
/// </summary>
sealed class LbfgsMemory
{
    readonly Pair[] _pairs;
    readonly double[] _coefficients;
    readonly Preconditioner? _preconditioner;
    int _count, _newest = -1;

    public LbfgsMemory(int pairs, int length, Preconditioner? preconditioner)
    {
        _pairs = new Pair[pairs];
        _coefficients = new double[pairs];
        _preconditioner = preconditioner;
        for (int i = 0; i < pairs; i++) _pairs[i] = new Pair(length, preconditioner is not null);
    }

    public bool IsEmpty => _count == 0;

    public void Clear() => _count = 0;

    /// <summary>Remembers a step, unless the curvature along it is not positive.</summary>
    public void Add(ReadOnlySpan<double> from, ReadOnlySpan<double> to, ReadOnlySpan<double> gradientFrom, ReadOnlySpan<double> gradientTo)
    {
        int next = (_newest + 1) % _pairs.Length;
        var pair = _pairs[next];
        VectorMath.Subtract(to, from, pair.Step);
        VectorMath.Subtract(gradientTo, gradientFrom, pair.Change);
        if (_preconditioner is not null)
        {
            pair.Change.CopyTo(pair.Conditioned.AsSpan());
            _preconditioner(pair.Conditioned);
        }

        pair.Curvature = VectorMath.Dot(pair.Step, pair.Change);
        pair.Spread = VectorMath.Dot(pair.Change, pair.Conditioned);
        if (!(pair.Curvature > 0 && pair.Spread > 0 && double.IsFinite(pair.Curvature / pair.Spread)))
        {
            _count = Math.Min(_count, _pairs.Length - 1);
            return;
        }

        _newest = next;
        _count = Math.Min(_count + 1, _pairs.Length);
    }

    /// <summary>Turns a gradient into the step that the remembered curvature asks for, uphill.</summary>
    public void Apply(Span<double> vector)
    {
        for (int age = 0; age < _count; age++)
        {
            var pair = Aged(age);
            double coefficient = _coefficients[age] = VectorMath.Dot(pair.Step, vector) / pair.Curvature;
            VectorMath.AddScaled(vector, -coefficient, pair.Change);
        }

        _preconditioner?.Invoke(vector);
        // The newest pair knows best how long a step is, as the inverse's estimate knows its shape only.
        if (_count > 0) VectorMath.Scale(vector, Aged(0).Curvature / Aged(0).Spread);
        for (int age = _count - 1; age >= 0; age--)
        {
            var pair = Aged(age);
            VectorMath.AddScaled(vector, _coefficients[age] - VectorMath.Dot(pair.Change, vector) / pair.Curvature, pair.Step);
        }
    }

    Pair Aged(int age) => _pairs[(_newest - age + _pairs.Length) % _pairs.Length];

    sealed class Pair
    {
        public Pair(int length, bool conditioned)
        {
            Step = new double[length];
            Change = new double[length];
            Conditioned = conditioned ? new double[length] : Change;
        }

        /// <summary>s: where it went.</summary>
        public double[] Step { get; }

        /// <summary>y: how the gradient changed.</summary>
        public double[] Change { get; }

        /// <summary>y, preconditioned.</summary>
        public double[] Conditioned { get; }

        /// <summary>s·y.</summary>
        public double Curvature { get; set; }

        /// <summary>y·(preconditioned y).</summary>
        public double Spread { get; set; }
    }
}
