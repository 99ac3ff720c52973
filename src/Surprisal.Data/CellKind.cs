namespace Surprisal.Data;

/// <summary>What the text of one cell stands for.</summary>
enum CellKind
{
    Missing,
    Number,
    Infinite,
    Text,
}
