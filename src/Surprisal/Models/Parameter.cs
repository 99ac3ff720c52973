namespace Surprisal;

/// <summary>One array that a model learns or gathers.</summary>
/// <param name="Name">Its layer's place and its own name, such as <c>0.weight</c>.</param>
/// <param name="Shape">Its sizes, outermost first.</param>
/// <param name="Start">Where it begins among all the numbers of the model.</param>
/// <param name="Length">How many numbers it has.</param>
public sealed record Parameter(string Name, IReadOnlyList<int> Shape, int Start, int Length)
{
    internal static IReadOnlyList<Parameter> Listed(IReadOnlyList<(string Name, int[] Shape)> arrays)
    {
        var parameters = new Parameter[arrays.Count];
        int start = 0;
        for (int i = 0; i < parameters.Length; i++)
        {
            parameters[i] = new(arrays[i].Name, arrays[i].Shape, start, LayerArrays.Length(arrays[i].Shape));
            start = checked(start + parameters[i].Length);
        }
        return parameters;
    }
}
