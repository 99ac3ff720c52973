namespace Surprisal.Data;

/// <summary>How the numbers of one example lie: a picture, channel by channel, or just a list of features (one row of one channel).</summary>
/// <param name="Channels">1 for grey pictures and for lists of features.</param>
/// <param name="Height">Rows of a picture; 1 for a list.</param>
/// <param name="Width">Columns of a picture; the number of features for a list.</param>
public readonly record struct ExampleShape(int Channels, int Height, int Width)
{
    /// <summary>A list of features without order in space.</summary>
    public static ExampleShape List(int count) => new(1, 1, count);

    /// <summary>How many numbers an example has.</summary>
    public int Count => Channels * Height * Width;

    /// <inheritdoc/>
    public override string ToString() => $"{Channels} × {Height} × {Width}";
}
