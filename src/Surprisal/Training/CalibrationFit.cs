namespace Surprisal;

/// <summary>What fitting a temperature came to.</summary>
/// <param name="Temperature">What logits are divided by from now on; 1 where <paramref name="AllRight"/>.</param>
/// <param name="Rows">The validation rows that it was fitted to.</param>
/// <param name="LossBefore">Their log-loss with T = 1, in nats.</param>
/// <param name="LossAfter">The same with the temperature.</param>
/// <param name="AllRight">Whether no row sets a limit to how sure the model may be: then no temperature can be read from them, and T stays 1.</param>
public sealed record CalibrationFit(double Temperature, int Rows, double LossBefore, double LossAfter, bool AllRight);
