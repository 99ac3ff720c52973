namespace Surprisal.Web;

/// <summary>What the playground's answer is.</summary>
public enum AnswerKind
{
    /// <summary>One class is true.</summary>
    Class,

    /// <summary>Every class has a share; the shares sum to 1.</summary>
    Distribution,

    /// <summary>Each label holds or does not, for itself.</summary>
    Labels,
}
