namespace Surprisal.Data;

/// <summary>A picture to look at.</summary>
/// <param name="Shape">Channels, height and width.</param>
/// <param name="Pixels">A byte for each pixel, 0 is dark; row after row of each channel.</param>
public sealed record Picture(ExampleShape Shape, IReadOnlyList<byte> Pixels);
