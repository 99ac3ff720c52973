using System.Text.Json;

namespace Surprisal;

/// <summary>A classifier's temperature, thresholds and costs in its description. What nobody has set is not written, nor missed when read.</summary>
static class DecisionJson
{
    const string Temperature = "temperature", Thresholds = "thresholds", Costs = "costs";

    public static void Write(Utf8JsonWriter json, Classifier classifier)
    {
        if (classifier.Temperature != 1) json.WriteNumber(Temperature, classifier.Temperature);
        if (classifier.Decision.IsDefault) return;
        if (classifier.Costs is { } costs)
        {
            json.WriteStartArray(Costs);
            for (int truth = 0; truth < costs.Classes; truth++)
            {
                json.WriteStartArray();
                for (int answer = 0; answer < costs.Classes; answer++) json.WriteNumberValue(costs[truth, answer]);
                json.WriteEndArray();
            }
            json.WriteEndArray();
            return;
        }
        json.WriteStartArray(Thresholds);
        foreach (double threshold in classifier.Thresholds) json.WriteNumberValue(threshold);
        json.WriteEndArray();
    }

    public static void Read(JsonElement root, Classifier classifier, string path)
    {
        try
        {
            if (root.TryGetProperty(Temperature, out var temperature)) classifier.Temperature = Number(temperature, Temperature);
            if (root.TryGetProperty(Thresholds, out var thresholds)) classifier.Thresholds = Numbers(thresholds, Thresholds);
            if (root.TryGetProperty(Costs, out var costs)) classifier.Decide(new CostMatrix(Matrix(costs)));
        }
        catch (ArgumentException e)
        {
            throw new ModelFileException($"{path}: the classifier's description is damaged: {e.Message.TrimEnd('.')}", e);
        }
    }

    static double[,] Matrix(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Array) throw new ArgumentException($"'{Costs}' is no array.");
        int classes = json.GetArrayLength(), truth = 0;
        double[,] costs = new double[classes, classes];
        foreach (var row in json.EnumerateArray())
        {
            double[] numbers = Numbers(row, Costs);
            if (numbers.Length != classes) throw new ArgumentException($"'{Costs}' is not square.");
            for (int answer = 0; answer < classes; answer++) costs[truth, answer] = numbers[answer];
            truth++;
        }
        return costs;
    }

    static double[] Numbers(JsonElement json, string name)
    {
        if (json.ValueKind != JsonValueKind.Array) throw new ArgumentException($"'{name}' is no array.");
        double[] numbers = new double[json.GetArrayLength()];
        for (int i = 0; i < numbers.Length; i++) numbers[i] = Number(json[i], name);
        return numbers;
    }

    static double Number(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Number && json.TryGetDouble(out double number) ? number : throw new ArgumentException($"'{name}' holds what is no number.");
}
