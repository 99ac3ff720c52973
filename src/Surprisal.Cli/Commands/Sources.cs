using Surprisal.Data;

namespace Surprisal.Cli;

/// <summary>Where examples come from: a file, a folder, standard input, or a data set that travels with the program.</summary>
static class Sources
{
    public static DataSource Open(string data, IReadOnlyList<string> targets, DataPart part = DataPart.Training)
    {
        bool embedded = EmbeddedData.Names.Contains(data) && !File.Exists(data) && !Directory.Exists(data);
        return embedded ? EmbeddedData.Open(data, targets) : DataSource.Open(data, targets, part);
    }
}
