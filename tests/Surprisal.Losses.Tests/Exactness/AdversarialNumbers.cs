namespace Surprisal.Losses.Tests.Exactness;

/// <summary>Seeded random numbers of either width, as awkward as they come. No transcendental function: every machine gets the same.</summary>
/// <param name="seed">Of the random numbers.</param>
/// <param name="single">Whether all numbers are floats.</param>
sealed class AdversarialNumbers(int seed, bool single)
{
    readonly Random _random = new(seed);

    public int Next(int count) => _random.Next(count);

    /// <summary>One of the numbers.</summary>
    public double Any(params ReadOnlySpan<double> numbers) => Round(numbers[_random.Next(numbers.Length)]);

    public double Round(double value) => single ? (float)value : value;

    /// <summary>Even between 0 and 1, rounded.</summary>
    public double Share() => Round(_random.NextDouble());

    public double Between(double low, double high) => Round(low + (high - low) * _random.NextDouble());

    /// <summary>Bell-shaped around 0.</summary>
    public double Bell(double scale) => Round(scale * 2 * (_random.NextDouble() + _random.NextDouble() + _random.NextDouble() - 1.5));

    /// <summary>A size of any order from 2^<paramref name="low"/> to 2^<paramref name="high"/>.</summary>
    public double Size(int low, int high) => Round(Math.ScaleB(1 + _random.NextDouble(), _random.Next(low, high)));

    public double Sign(double size) => _random.Next(2) == 0 ? size : -size;

    /// <summary>The next number up, so many times.</summary>
    public double Up(double value, int steps)
    {
        for (int i = 0; i < steps; i++) value = single ? MathF.BitIncrement((float)value) : Math.BitIncrement(value);
        return value;
    }
}
