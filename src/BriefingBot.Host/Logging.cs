using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Extensions.Logging;
using Serilog.Formatting.Json;

namespace BriefingBot.Host;

/// <summary>Logs go to the console: as text where a person reads it, as one JSON object a line where a program does.</summary>
internal static class Logging
{
    // The category under which ASP.NET Core logs each request, as information.
    private const string Requests = "Microsoft.AspNetCore.Hosting.Diagnostics";

    /// <summary>Makes this the only place that logs go to.</summary>
    /// <exception cref="InvalidOperationException">The settings name something that is no level.</exception>
    public static void Use(ILoggingBuilder logging, IConfiguration configuration)
    {
        var logger = Create(configuration);
        logging.AddSerilog(logger, dispose: true);
        if (!logger.ForContext(Constants.SourceContextPropertyName, Requests).IsEnabled(LogEventLevel.Information))
        {
            // Said in advance, it spares every request an activity and a scope that nothing would be written in.
            logging.AddFilter<SerilogLoggerProvider>(Requests, LogLevel.None);
        }
    }

    /// <summary>A logger of the levels that <c>Serilog:MinimumLevel</c> names: <c>Default</c>, and <c>Override</c> by the beginning of a category.</summary>
    private static Logger Create(IConfiguration configuration)
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
