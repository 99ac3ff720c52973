using System.Runtime.CompilerServices;

namespace Surprisal.Losses;

/// <summary>What a group of rows with class indices as answers has per row. The numbers lie in memory so that both registers and single rows reach them.</summary>
readonly unsafe struct ClassAnswers(double* scratch, int rows)
{
    /// <summary>How many doubles per row it takes.</summary>
    public const int Size = 6;

    /// <summary>Σ of the exponentials.</summary>
    public double* Sum => scratch;

    /// <summary>The exponential of the row's class.</summary>
    public double* Own => scratch + rows;

    /// <summary>What the row counts; 0 where it is ignored.</summary>
    public double* Weight => scratch + 2 * rows;

    /// <summary>What the row costs.</summary>
    public double* Loss => scratch + 3 * rows;

    /// <summary>What the row's class gets as gradient.</summary>
    public double* OwnGradient => scratch + 4 * rows;

    /// <summary>What the row's exponentials are multiplied by to become its gradient.</summary>
    public float* Factor => (float*)(scratch + 5 * rows);

    /// <summary><see cref="Take"/> where all rows count once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool TakePlain(in PinnedBatch<float> group, float* e, int lanes)
    {
        int* classes = group.Classes;
        double* own = Own;
        double least = double.PositiveInfinity;
        for (int first = 0; first < group.Rows; first += lanes, e += (nint)lanes * group.Columns)
        {
            for (int lane = 0; lane < lanes; lane++)
            {
                double answer = e[classes[first + lane] * lanes + lane];
                own[first + lane] = answer;
                least = Math.Min(least, answer);
            }
        }
        return least != 0;
    }

    /// <summary>Writes the gradients of the rows' classes, and the losses if they are wanted, where all rows count once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void GivePlain(in PinnedBatch<float> group)
    {
        int* classes = group.Classes;
        float* gradient = group.Gradient;
        for (int row = 0; row < group.Rows && gradient != null; row++, gradient += group.Columns) gradient[classes[row]] = (float)OwnGradient[row];
        for (int row = 0; row < group.Rows && group.Losses != null; row++) group.Losses[row] = (float)Loss[row];
    }

    /// <summary>Reads the answers of a group. False if some row's own exponential has underflown, so that its loss cannot be read from it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool Take(in PinnedBatch<float> group, in SoftmaxOptions options, float* e, int lanes)
    {
        bool readable = true;
        for (int row = 0; row < group.Rows; row++)
        {
            int target = group.Classes[row];
            bool counts = target != options.IgnoreIndex;
            if (!counts) target = 0;
            int lane = row & (lanes - 1);
            double own = counts ? e[(nint)(row - lane) * group.Columns + target * lanes + lane] : 1;
            readable &= own != 0;
            Own[row] = own;
            Weight[row] = !counts ? 0 : options.ClassWeights is { } weights ? weights[target] : 1;
        }
        return readable;
    }

    /// <summary>Writes the losses and the gradients of the rows' classes, and returns the sum of the losses. Ignored rows cost nothing and pull nowhere whatever they hold.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double Give(in PinnedBatch<float> group, in SoftmaxOptions options)
    {
        double total = 0;
        for (int row = 0; row < group.Rows; row++)
        {
            double loss = Loss[row];
            int target = group.Classes[row];
            float* gradient = group.Gradient == null ? null : group.Gradient + (nint)row * group.Columns;
            if (target == options.IgnoreIndex)
            {
                loss = 0;
                if (gradient != null) new Span<float>(gradient, group.Columns).Clear();
            }
            else if (gradient != null)
            {
                gradient[target] = (float)OwnGradient[row];
            }
            if (group.Losses != null) group.Losses[row] = (float)loss;
            total += loss;
        }
        return total;
    }
}
