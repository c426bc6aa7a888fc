using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace BriefingBot.Tests.Discord;

/// <summary>What the bot logs, as far as a soak asks: why an interaction has no answer, and what should never happen.</summary>
internal sealed class SoakLog : ILoggerProvider, ILogger
{
    // Discord says this where an interaction was answered a second time; after a repetition of ours it is no failure.
    private const int AnsweredTwice = 40060;

    private readonly ConcurrentDictionary<ulong, string> reasons = [];
    private readonly ConcurrentDictionary<string, int> counts = new(StringComparer.Ordinal);

    /// <summary>Exceptions that nothing outside the bot explains, and answers that were given twice.</summary>
    public ConcurrentQueue<string> Faults { get; } = [];

    /// <summary>How often each message was logged.</summary>
    public IEnumerable<string> Summary => counts.OrderBy(count => count.Key, StringComparer.Ordinal).Select(count => $"{count.Value,6} × {count.Key}");

    /// <summary>Why an interaction has no answer, once.</summary>
    public bool TryTakeReason(ulong id, out string? reason) => reasons.TryRemove(id, out reason);

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        var fields = (IReadOnlyList<KeyValuePair<string, object?>>)(object)state!;
        var text = formatter(state, exception);
        counts.AddOrUpdate(fields[^1].Value?.ToString() ?? string.Empty, 1, (_, count) => count + 1);
        if (fields.FirstOrDefault(field => field.Key == "Id").Value is ulong id)
        {
            reasons[id] = text;
        }

        if ((exception is not null and not SoakException) || fields.Any(field => field is { Key: "Code", Value: AnsweredTwice }))
        {
            Faults.Enqueue($"{text} {exception}");
        }
    }

    public void Dispose()
    {
    }
}

/// <summary>A command's failure that the soak wants.</summary>
internal sealed class SoakException() : Exception("A command that fails, on purpose.");
