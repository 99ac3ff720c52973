using System.Globalization;
using System.Reflection;

namespace Surprisal.Losses;

/// <summary>Every loss by name, each added in its own file.</summary>
public static partial class LossCatalog
{
    static readonly Lazy<LossDefinition[]> s_all = new(() =>
    [
        .. typeof(LossCatalog).GetProperties(BindingFlags.NonPublic | BindingFlags.Static)
            .Where(p => p.PropertyType == typeof(LossDefinition))
            .Select(p => (LossDefinition)p.GetValue(null)!)
            .OrderBy(d => d.Info.Name, StringComparer.Ordinal),
    ]);

    /// <summary>All losses, by name.</summary>
    public static IReadOnlyList<LossDefinition> All => s_all.Value;

    /// <summary>The loss that a text such as <c>focal:gamma=1.5</c> or <c>cross-entropy:label-smoothing=0.1,ignore-index=-100</c> names.</summary>
    /// <exception cref="ArgumentException">No such loss or option, or a value out of range; the message says what would be valid.</exception>
    public static Loss Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] parts = text.Split(':', 2);
        var definition = All.FirstOrDefault(d => d.Info.Name == parts[0])
            ?? throw new ArgumentException($"'{parts[0]}' is not a loss. Losses: {string.Join(", ", All.Select(d => d.Info.Name))}.");
        var given = Pairs(definition.Info, parts.Length > 1 ? parts[1] : "");
        var loss = definition.Create([.. definition.Info.Parameters.Select(p => Take(definition.Info, given, p))]);
        if (given.Remove("label-smoothing", out string? smoothing)) loss = loss with { LabelSmoothing = Value(definition.Info, "label-smoothing", smoothing) };
        if (given.Remove("ignore-index", out string? index)) loss = loss with { IgnoreIndex = Index(definition.Info, index) };
        if (given.Remove("pos-weight", out string? weight)) loss = loss with { PositiveWeights = [Value(definition.Info, "pos-weight", weight)] };
        if (given.Remove("z-loss", out string? zLoss)) loss = loss with { ZLoss = Value(definition.Info, "z-loss", zLoss) };
        return given.Count == 0 ? loss
            : throw new ArgumentException($"'{given.Keys.First()}' is not an option of {definition.Info.Name}. {OptionsOf(definition.Info)}");
    }

    static Dictionary<string, string> Pairs(LossInfo info, string text)
    {
        Dictionary<string, string> given = [];
        foreach (string pair in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = pair.Split('=', 2, StringSplitOptions.TrimEntries);
            if (parts.Length != 2) throw new ArgumentException($"{info.Name}: an option reads name=value, got '{pair}'. {OptionsOf(info)}");
            if (!given.TryAdd(parts[0], parts[1])) throw new ArgumentException($"{info.Name}: '{parts[0]}' is given twice.");
        }
        return given;
    }

    static double Take(LossInfo info, Dictionary<string, string> given, LossParameter parameter)
    {
        if (!given.Remove(parameter.Name, out string? text)) return parameter.Default;
        double value = Value(info, parameter.Name, text);
        if (!(value >= parameter.Minimum && value <= parameter.Maximum)) Throw.OutOfRange(info, parameter.Name, parameter.Minimum, parameter.Maximum, value);
        if (parameter.IsWhole && value != Math.Floor(value))
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{info.Name}: {parameter.Name} must be a whole number from {parameter.Minimum} to {parameter.Maximum}, got {text}."));
        return value;
    }

    static double Value(LossInfo info, string name, string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) ? value
            : throw new ArgumentException($"{info.Name}: {name} must be a number, got '{text}'.");

    static int Index(LossInfo info, string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) ? value
            : throw new ArgumentException($"{info.Name}: ignore-index must be a whole number from {int.MinValue} to {int.MaxValue}, got '{text}'.");

    static string OptionsOf(LossInfo info)
    {
        List<string> names = [.. info.Parameters.Select(p => p.Name)];
        if (info.Options.HasFlag(LossOptions.LabelSmoothing)) names.Add("label-smoothing");
        if (info.Options.HasFlag(LossOptions.IgnoreIndex)) names.Add("ignore-index");
        if (info.Options.HasFlag(LossOptions.PositiveWeights)) names.Add("pos-weight");
        if (info.Options.HasFlag(LossOptions.ZLoss)) names.Add("z-loss");
        return names.Count == 0 ? "It has none." : $"Options: {string.Join(", ", names)}.";
    }
}
