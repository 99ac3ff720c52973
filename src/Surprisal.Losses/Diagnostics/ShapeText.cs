namespace Surprisal.Losses;

/// <summary>Shapes in words.</summary>
static class ShapeText
{
    /// <summary>Such as <c>(4, 10, 10)</c>.</summary>
    public static string Of(IReadOnlyList<int> shape) => $"({string.Join(", ", shape)}{(shape.Count == 1 ? "," : "")})";
}
