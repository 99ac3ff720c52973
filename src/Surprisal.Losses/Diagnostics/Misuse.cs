namespace Surprisal.Losses;

/// <summary>One way to misuse a loss that still gives a number, and how it shows in logits and targets.</summary>
public abstract class Misuse
{
    private protected Misuse(string code, string title, string advice)
    {
        Code = code;
        Title = title;
        Advice = advice;
    }

    /// <summary>Its stable code, such as <c>SUR005</c>: never given to another misuse.</summary>
    public string Code { get; }

    /// <summary>What is wrong, in a few words.</summary>
    public string Title { get; }

    /// <summary>What usually puts it right; a finding may say it more closely.</summary>
    public string Advice { get; }

    /// <summary>Looks for it; null where there is no evidence beyond what chance or an odd but healthy model would give.</summary>
    internal abstract Finding? Find(DiagnosticBatch batch);

    private protected Finding Found(FormattableString seen, string? advice = null) => new(Code, FormattableString.Invariant(seen), advice ?? Advice);
}
