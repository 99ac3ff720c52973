using System.Collections;
using System.Globalization;
using System.Text.Json;
using Surprisal.Losses;

namespace Surprisal;

/// <summary>Training options as texts by name: what run.json keeps, and what a resumed run is held against.</summary>
static class OptionTexts
{
    /// <summary>Every option that the result depends on; one that is added later is in it by itself.</summary>
    public static SortedDictionary<string, string> Of(TrainingOptions options, Loss loss)
    {
        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        // Records print themselves in the culture of the thread.
        var culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            foreach (var property in typeof(TrainingOptions).GetProperties())
            {
                if (property.Name is nameof(TrainingOptions.Threads) || property.GetMethod!.IsStatic) continue;
                object? value = property.Name == nameof(TrainingOptions.Loss) ? loss with { Threads = null } : property.GetValue(options);
                texts.Add(JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name), Text(value));
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
        return texts;
    }

    static string Text(object? value) => value switch
    {
        null => "none",
        string text => text,
        Delegate => "made by the program",
        IEnumerable list => string.Join(',', list.Cast<object?>().Select(Text)),
        _ => value.ToString()!,
    };
}
