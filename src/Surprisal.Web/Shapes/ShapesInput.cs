using Surprisal.Losses;

namespace Surprisal.Web;

/// <summary>Which losses are compared by their shapes.</summary>
public sealed record ShapesInput
{
    public const int MostLosses = 6;

    static readonly string[] s_first = ["cross-entropy", "focal", "hinge", "expectation-l2"];

    public required IReadOnlyList<(string Text, Loss Loss)> Losses { get; init; }

    /// <summary>Losses with parameters of their own, as they were typed.</summary>
    public required string More { get; init; }

    /// <summary>The form as it stands at the start.</summary>
    public static ShapesInput Start { get; } = Read(new([]));

    /// <summary>Reads the form; an empty one is the start's.</summary>
    /// <exception cref="InputException">A field holds something that cannot be used.</exception>
    internal static ShapesInput Read(Fields fields) => new()
    {
        Losses = fields.IsEmpty ? [.. s_first.Select(name => (name, Fields.Loss(name)))] : fields.Losses(MostLosses, "loss", "more"),
        More = fields.Text("more", ""),
    };
}
