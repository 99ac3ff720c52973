using Surprisal.Losses;

namespace Surprisal.Web;

/// <summary>One row of logits, its answer and some losses: all that stands in the playground's form, and in its address.</summary>
public sealed record PlaygroundInput
{
    public const int MostClasses = 8, MostLosses = 4;
    public const double LargestLogit = 1000;

    static readonly double[] s_firstLogits = [2, 0.5, -1, 0];

    public required string[] Classes { get; init; }

    public required double[] Logits { get; init; }

    public required AnswerKind Kind { get; init; }

    /// <summary>The true class, where one is.</summary>
    public required int Target { get; init; }

    /// <summary>A number for each class, where one is asked for.</summary>
    public required double[] Shares { get; init; }

    public required IReadOnlyList<(string Text, Loss Loss)> Losses { get; init; }

    /// <summary>Losses with parameters of their own, as they were typed.</summary>
    public required string More { get; init; }

    /// <summary>Reads the form; what is not given is as at the start.</summary>
    /// <exception cref="InputException">A field holds something that cannot be used.</exception>
    internal static PlaygroundInput Read(Fields fields)
    {
        string[] classes = ClassNames(fields.Text("classes", "cat, dog, plane"));
        var kind = Enum.Parse<AnswerKind>(fields.Choice("answer", "kind of answer", nameof(AnswerKind.Class), Enum.GetNames<AnswerKind>()));
        var losses = fields.Losses(MostLosses, "loss", "more");
        return new()
        {
            Classes = classes,
            Logits = [.. classes.Select((name, k) => fields.Number($"z{k}", $"the logit of {name}", k < s_firstLogits.Length ? s_firstLogits[k] : 0, -LargestLogit, LargestLogit))],
            Kind = kind,
            Target = Math.Min(fields.Whole("target", "the true class", 0, 0, MostClasses - 1), classes.Length - 1),
            Shares = [.. classes.Select((name, k) => fields.Number($"t{k}", $"the target of {name}", k == 0 ? 1 : 0, 0, 1))],
            Losses = losses.Length > 0 ? losses : fields.Has("answer") ? [] : [("cross-entropy", Loss.CrossEntropy)],
            More = fields.Text("more", ""),
        };
    }

    /// <summary>The form as it stands at the start.</summary>
    public static PlaygroundInput Start { get; } = Read(new([]));

    /// <summary>The answer as a number per class.</summary>
    public double[] TargetNumbers => Kind == AnswerKind.Class ? [.. Classes.Select((_, k) => k == Target ? 1.0 : 0)] : Shares;

    /// <summary>Whether a loss takes answers of a kind.</summary>
    public static bool Takes(LossInfo info, AnswerKind kind) => kind switch
    {
        AnswerKind.Class => true,
        AnswerKind.Distribution => (info.Targets & (TargetKinds.Distribution | TargetKinds.Real)) != 0,
        _ => (info.Targets & (TargetKinds.Binary | TargetKinds.Real)) != 0,
    };

    static string[] ClassNames(string text)
    {
        string[] names = [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct()];
        return names.Length is >= 2 and <= MostClasses ? names : throw new InputException($"2 to {MostClasses} different class names with commas between them expected, got '{text}'");
    }
}
