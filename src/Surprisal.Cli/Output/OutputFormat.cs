namespace Surprisal.Cli;

/// <summary>How results are written.</summary>
enum OutputFormat
{
    Text,
    Json,
}
