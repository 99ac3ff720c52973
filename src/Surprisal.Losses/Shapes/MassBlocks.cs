namespace Surprisal.Losses;

/// <summary>What <see cref="CrossEntropyMassBlockKernel"/> keeps of a few blocks of rows: numbers of each row, of each class, and one or two of each logit, with rows as lanes.</summary>
/// <param name="scratch">Where they lie.</param>
/// <param name="rows">How many rows there may be: whole registers of floats.</param>
/// <param name="classes">How many classes.</param>
readonly unsafe struct MassBlocks(double* scratch, int rows, int classes)
{
    const int PerRow = 8;

    /// <summary>In the thread's scratch memory.</summary>
    public static MassBlocks Of(int rows, int classes) => new(Scratch.Of((PerRow * (nint)rows) + (2 * PaddedClasses(classes)) + (2 * (nint)rows * classes)), rows, classes);

    /// <summary>The row's largest logit.</summary>
    public float* Max => (float*)scratch;

    /// <summary>A 1 for each row: its slopes are scaled before they are rounded.</summary>
    public float* One => Max + rows;

    /// <summary>Σ exp(z − max) over all but the leading class.</summary>
    public double* Others => scratch + rows;

    /// <summary>Σ a·(max − z).</summary>
    public double* Distance => scratch + (2 * rows);

    /// <summary>Σ a.</summary>
    public double* Mass => scratch + (3 * rows);

    /// <summary>What turns exponentials into their part of the gradient.</summary>
    public double* Factor => scratch + (4 * rows);

    /// <summary>What the row costs.</summary>
    public double* Loss => scratch + (5 * rows);

    /// <summary>∂ℓ/∂z of the leading class, of rows that are nearly sure of it.</summary>
    public double* LeadSlope => scratch + (6 * rows);

    /// <summary>log Σ exp(z − max).</summary>
    public double* LogSum => scratch + (7 * rows);

    /// <summary>What each class's target is multiplied by.</summary>
    public double* Keep => scratch + (PerRow * rows);

    /// <summary>What each class counts whatever its target.</summary>
    public double* Spread => Keep + PaddedClasses(classes);

    /// <summary>Logits: register k of a block holds class k of every row.</summary>
    public float* Logits => (float*)(Spread + PaddedClasses(classes));

    /// <summary>Targets, then slopes, as <see cref="Logits"/>.</summary>
    public float* Targets => Logits + ((nint)rows * classes);

    /// <summary>exp(z − max), as <see cref="Logits"/>.</summary>
    public double* Exponentials => (double*)(Targets + ((nint)rows * classes));

    // Whole cache lines.
    static int PaddedClasses(int classes) => (classes + 7) & -8;
}
