namespace Surprisal.Losses;

/// <summary>One number that a formula can be tuned with.</summary>
/// <param name="Name">As it is written on the command line, such as <c>gamma</c>.</param>
/// <param name="Default">Its value where none is given.</param>
/// <param name="Minimum">The smallest value allowed.</param>
/// <param name="Maximum">The largest value allowed.</param>
/// <param name="Summary">What it does.</param>
/// <param name="IsWhole">Whether only whole numbers make sense.</param>
public sealed record LossParameter(string Name, double Default, double Minimum, double Maximum, string Summary, bool IsWhole = false);
