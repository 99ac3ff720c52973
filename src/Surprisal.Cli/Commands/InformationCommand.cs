using System.CommandLine;
using Surprisal.Losses;

namespace Surprisal.Cli;

/// <summary><c>surprisal information NAME --p P.npy</c>: what distributions say of one another.</summary>
static class InformationCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = Measure.Names };
        var p = CommonOptions.Text("--p", "FILE", "probabilities as NPY: one distribution (1-D), or one a row (2-D); taken as given, never rescaled or clipped");
        var q = CommonOptions.Text("--q", "FILE", "the distribution to compare with, of the same shape, for cross-entropy, kl-divergence and js-divergence");
        var logBase = CommonOptions.Choice("--base", "of the logarithm: e gives nats, 2 bits, 10 bans [e]", ("e", LogBase.E), ("2", LogBase.Two), ("10", LogBase.Ten));
        var format = CommonOptions.Format();
        p.Required = true;
        var command = new ExampleCommand(
            "information", "Measure the information in distributions: one figure, one a row, or one an entry.", "surprisal information entropy --p p.npy --base 2")
        {
            name, p, q, logBase, format,
        };
        command.SetAction(call => Run(
            Measure.Parse(call.GetRequiredValue(name)), call.GetRequiredValue(p), call.GetValue(q), call.GetValue(logBase), call.GetValue(format), call.InvocationConfiguration.Output));
        return command;
    }

    static void Run(Measure measure, string p, string? q, LogBase logBase, OutputFormat format, TextWriter output)
    {
        if (measure.NeedsQ && q is null) throw new UsageException($"{measure.Name} compares two distributions: --q is missing");
        if (!measure.NeedsQ && q is not null) throw new UsageException($"{measure.Name} is of one distribution and takes no --q");
        var given = Probabilities.Read(p);
        var other = q is null ? given : Probabilities.Read(q);
        given.CheckFits(other);
        double[] figures = Figures(measure, given, other, logBase);
        if (format == OutputFormat.Json) InformationOutput.WriteJson(output, measure, logBase, given, figures);
        else InformationOutput.WriteText(output, measure, logBase, given, figures);
    }

    static double[] Figures(Measure measure, Probabilities p, Probabilities q, LogBase logBase)
    {
        double[] figures = new double[measure.Of is null ? p.Values.Length : p.Rows];
        if (measure.Of is not { } figure)
        {
            Information.Content(p.Values, figures, logBase);
            return figures;
        }
        for (int row = 0; row < figures.Length; row++) figures[row] = figure(p.Row(row), q.Row(row), logBase);
        return figures;
    }
}
