using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Json;

namespace BriefingBot.Host;

/// <summary>Logs go to the console: as text where a person reads it, as one JSON object a line where a program does.</summary>
internal static class Logging
{
    /// <summary>A logger of the levels that <c>Serilog:MinimumLevel</c> names: <c>Default</c>, and <c>Override</c> by the beginning of a category.</summary>
    /// <exception cref="InvalidOperationException">One of them is no level.</exception>
    public static Logger Create(IConfiguration configuration)
    {
        var levels = configuration.GetSection("Serilog:MinimumLevel");
        var logger = new LoggerConfiguration()
            .MinimumLevel.Is(LevelOf(levels["Default"] ?? levels.Value ?? nameof(LogEventLevel.Information)))
            // Said in a sentence where the start fails; Kestrel and the host would each add a stack trace.
            .Filter.ByExcluding(entry => entry.Exception is not null && entry.MessageTemplate.Text is "Hosting failed to start" or "Unable to start Kestrel.");
        foreach (var category in levels.GetSection("Override").GetChildren())
        {
            logger.MinimumLevel.Override(category.Key, LevelOf(category.Value));
        }

        return (Console.IsOutputRedirected
                ? logger.WriteTo.Console(new JsonFormatter(renderMessage: true))
                : logger.WriteTo.Console(outputTemplate: "{Timestamp:HH:mm:ss} {Level:u3} {Message:lj}{NewLine}{Exception}"))
            .CreateLogger();
    }

    private static LogEventLevel LevelOf(string? name) => Enum.TryParse<LogEventLevel>(name, ignoreCase: true, out var level)
        ? level
        : throw new InvalidOperationException($"“{name}” is no level of logging.");
}
