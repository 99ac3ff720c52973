using System.CommandLine;
using Surprisal.Data;
using Surprisal.Losses;
using Surprisal.Numerics;

namespace Surprisal.Cli;

/// <summary><c>surprisal activation NAME</c>: probabilities and the like of an array of logits.</summary>
static class ActivationCommand
{
    delegate void RowFunction(ReadOnlyMatrixSpan<double> logits, MatrixSpan<double> results);

    static readonly (string Name, RowFunction Run)[] s_all =
    [
        ("softmax", Activations.Softmax), ("log-softmax", Activations.LogSoftmax),
        ("sigmoid", (z, p) => Activations.Sigmoid(z.Values, p.Values)), ("log-sigmoid", (z, p) => Activations.LogSigmoid(z.Values, p.Values)),
        ("abs-normalise", Activations.AbsNormalise), ("hardmax", Activations.Hardmax),
    ];

    public static Command Create()
    {
        string names = string.Join(", ", s_all.Select(a => a.Name));
        var name = new Argument<string>("NAME") { Description = names };
        var logits = CommonOptions.Text("--logits", "L.npy", "raw model outputs of any shape; float16, float32 or float64");
        var axis = CommonOptions.Number("--axis", -32, "the axis of the classes, from the end if negative [1, or 0 for an array of one axis]");
        var result = CommonOptions.Text("--out", "OUT.npy", "where to write the result, in the logits' type and shape");
        var command = new ExampleCommand("activation", "Turn raw model outputs in an NPY file into probabilities.", "surprisal activation softmax --logits L.npy --out P.npy") { name, logits, axis, result };
        command.SetAction((call, _) =>
        {
            string wanted = call.GetRequiredValue(name);
            var activation = Array.Find(s_all, a => a.Name == wanted);
            if (activation.Run is null) throw new UsageException($"'{wanted}' is not an activation{NameHints.Suggest(wanted, [.. s_all.Select(a => a.Name)], "activations")}");
            Run(activation.Run, call.GetValue(logits) ?? throw new UsageException("--logits is missing"), call.GetValue(axis), call.GetValue(result) ?? throw new UsageException("--out is missing"));
            return Task.FromResult(0);
        });
        return command;
    }

    static void Run(RowFunction activation, string path, int? wantedAxis, string result)
    {
        if (Path.GetFullPath(path) == Path.GetFullPath(result)) throw new UsageException($"--out would overwrite the logits, {result}");
        var array = NpyArray.Read(path);
        string file = Path.GetFileName(path);
        if (array.Type is not (NpyType.Float16 or NpyType.Float32 or NpyType.Float64))
            throw new DataException($"{file}: holds {array.Type.ToString().ToLowerInvariant()}, expected logits of float16, float32 or float64");
        int rank = array.Shape.Count, axis = wantedAxis ?? (rank == 1 ? 0 : 1);
        if (rank == 0) throw new DataException($"{file}: is one number, expected an array");
        if (axis < -rank || axis >= rank) throw new DataException($"{file}: has axes 0 to {rank - 1}, got --axis {axis}");
        // Floats through doubles lose nothing, and are rounded once.
        double[] numbers = array.ToDouble();
        AlongAxis(activation, numbers, array.Shape, (axis + rank) % rank);
        int[] shape = [.. array.Shape];
        var output = array.Type switch
        {
            NpyType.Float16 => NpyArray.Of<Half>(Array.ConvertAll(numbers, x => (Half)x), shape),
            NpyType.Float32 => NpyArray.Of<float>(Array.ConvertAll(numbers, x => (float)x), shape),
            _ => NpyArray.Of<double>(numbers, shape),
        };
        AtomicFile.Write(result, output.Write);
    }

    /// <summary>Lays the axis out as rows, applies the activation, and lays the result out again.</summary>
    static void AlongAxis(RowFunction activation, double[] numbers, IReadOnlyList<int> shape, int axis)
    {
        int classes = shape[axis], inner = shape.Skip(axis + 1).Aggregate(1, (count, size) => count * size);
        double[] rows = new double[numbers.Length];
        if (numbers.Length == 0) return;
        int Place(int row, int k) => ((row / inner * classes) + k) * inner + row % inner;
        for (int i = 0; i < rows.Length; i++) rows[i] = numbers[Place(i / classes, i % classes)];
        activation(rows.AsMatrix(classes), rows.AsMatrix(classes));
        for (int i = 0; i < rows.Length; i++) numbers[Place(i / classes, i % classes)] = rows[i];
    }
}
