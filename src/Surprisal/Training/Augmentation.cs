namespace Surprisal;

/// <summary>How training pictures are altered, each time anew, so that a model does not learn them by heart.</summary>
/// <param name="Flip">Whether half of them, by chance, are mirrored left to right.</param>
/// <param name="Shift">The most pixels that one is moved by, up or down and left or right; what moves in is 0.</param>
public readonly record struct Augmentation(bool Flip, int Shift)
{
    /// <summary>Whether pictures stay as they are.</summary>
    public bool IsNone => !Flip && Shift == 0;
}
