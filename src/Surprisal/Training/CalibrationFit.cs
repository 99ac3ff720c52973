namespace Surprisal;

/// <summary>What fitting a temperature came to.</summary>
/// <param name="Fitted">The temperature of the least log-loss on the validation rows.</param>
/// <param name="Rows">How many they are.</param>
/// <param name="LossBefore">Their log-loss as the model was trained, in nats.</param>
/// <param name="LossAfter">Their log-loss with <paramref name="Fitted"/>.</param>
/// <param name="NatsWon">What that wins over all of them.</param>
public sealed record CalibrationFit(double Fitted, int Rows, double LossBefore, double LossAfter, double NatsWon)
{
    // Half the 95 % quantile of χ² with one degree of freedom: by the likelihood ratio, what chance wins in one of twenty cases where T is 1 in truth.
    const double NatsByChance = 1.9207294103470621;

    /// <summary>Whether the rows set no limit to how sure the model may be: all of them are told apart.</summary>
    public bool AllRight => Fitted == TemperatureScaling.Least;

    /// <summary>What logits are divided by from now on: 1 where the rows set no limit, or where they cannot tell the fitted temperature from 1, which would only add chance.</summary>
    public double Temperature => AllRight || NatsWon <= NatsByChance ? 1 : Fitted;
}
