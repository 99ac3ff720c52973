using System.Text.Json;

namespace Surprisal;

/// <summary>What a summary shows first of any evaluation, whatever kind of target it was made against.</summary>
public interface IEvaluation
{
    /// <summary>How many rows were evaluated.</summary>
    long Rows { get; }

    /// <summary>The mean surprisal in nats: how much of the truth the probabilities did not know. Infinite if one row's was.</summary>
    double LogLoss { get; }

    /// <summary>The log-loss of always answering with the evaluated rows' own class frequencies: a classifier worth having is below it.</summary>
    double PriorLogLoss { get; }

    /// <summary>The log-loss of guessing every class with the same probability.</summary>
    double UniformLogLoss { get; }

    /// <summary>The share of rows whose prediction was right as a whole.</summary>
    double Accuracy { get; }

    /// <summary>The 95 % Wilson interval of <see cref="Accuracy"/>.</summary>
    ConfidenceInterval AccuracyInterval { get; }

    /// <summary>The mean square of what lies between the probabilities and the truth; each kind of evaluation says over what.</summary>
    double Brier { get; }

    /// <summary>Writes all figures as snake_case properties into the object that <paramref name="json"/> has open.</summary>
    /// <remarks>Numbers that JSON has no sign for are the strings "NaN", "Infinity" and "-Infinity".</remarks>
    void WriteTo(Utf8JsonWriter json);
}
