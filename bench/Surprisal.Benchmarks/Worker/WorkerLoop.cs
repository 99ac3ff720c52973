using System.Runtime.InteropServices;
using System.Text.Json;

namespace Surprisal.Benchmarks.Worker;

/// <summary>Reads a request, answers it, and sleeps until the next: between requests nothing of this process runs.</summary>
static class WorkerLoop
{
    public static int Run(TextReader input, TextWriter output)
    {
        var session = new Session();
        while (input.ReadLine() is { } line)
        {
            output.WriteLine(JsonSerializer.Serialize(Answer(session, line), Messages.Default.Reply));
            output.Flush();
        }
        return 0;
    }

    static Reply Answer(Session session, string line)
    {
        try
        {
            var request = JsonSerializer.Deserialize(line, Messages.Default.Request) ?? throw new JsonException("an empty request");
            return request.Command switch
            {
                "hello" => session.Hello(request.Threads) with { Version = RuntimeInformation.FrameworkDescription },
                "find" => session.Find(request),
                "prepare" => session.Prepare(request),
                "time" => session.Time(request.Seconds),
                "scale" => session.TimeScale(request.Seconds),
                _ => throw new ArgumentException($"'{request.Command}' is no command. Commands: hello, find, prepare, time, scale."),
            };
        }
        catch (Exception exception) when (exception is ArgumentException or IOException or JsonException or InvalidOperationException or OutOfMemoryException)
        {
            return new() { Error = exception.Message };
        }
    }
}
