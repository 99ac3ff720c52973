using System.Numerics;
using System.Runtime.CompilerServices;

namespace Surprisal.Numerics;

/// <summary>
/// A product, or one worker's part of it, by tiles of the transposed result, each panel of which is turned while the first cache holds it: a is transposed, the result has few
/// columns and the depth is one block, as in the gradient of a last layer's weights.
/// </summary>
static unsafe class TransposedPanels
{
    // No a is packed: its room takes a panel of the result, and the same panel turned.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<T>(in ProductOperands<T> operands, ProductWorkspace<T> workspace)
        where T : unmanaged, INumberBase<T>
    {
        int width = 2 * Panel<T>.Lanes, height = Panel<T>.TallestTile, columns = operands.Columns;
        T* panel = workspace.A, turned = panel + ProductPlan.FewColumns * width;
        var tile = new Tile<T> { AStride = operands.BStride, AStep = operands.BStep, CStride = width, Depth = operands.Depth };
        for (int row = 0; row < operands.Rows; row += width)
        {
            int rows = Math.Min(width, operands.Rows - row);
            tile.B = operands.A + row;
            tile.BStep = operands.AStep;
            if (rows < width)
            {
                Packing.OnePanel(tile.B, tile.BStep, 1, operands.Depth, rows, workspace.B, width);
                tile.B = workspace.B;
                tile.BStep = width;
            }

            for (int i = 0; i < columns; i += height)
            {
                tile.A = operands.B + i * operands.BStride;
                tile.C = panel + i * width;
                tile.Rows = Math.Min(height, columns - i);
                Panel<T>.Multiply(tile, width);
            }

            T* result = operands.C + row * operands.CStride;
            Transposition.Copy(panel, width, operands.Accumulate ? turned : result, columns, columns, rows);
            if (operands.Accumulate) ProductRun<T>.Add(result, turned, rows * columns);
        }
    }
}
