using Microsoft.AspNetCore.Connections;
using Serilog;
using Serilog.Core;
using Serilog.Formatting.Json;
using Serilog.Settings.Configuration;

namespace BriefingBot.Host;

/// <summary>Logs go to the console: as text where a person reads it, as one JSON object a line where a program does.</summary>
internal static class Logging
{
    public static Logger Create(IConfiguration configuration)
    {
        var logger = new LoggerConfiguration()
            .ReadFrom.Configuration(configuration, new ConfigurationReaderOptions(typeof(ConsoleLoggerConfigurationExtensions).Assembly))
            // Said in a sentence where the start fails; Kestrel and the host would each add a stack trace.
            .Filter.ByExcluding(entry => entry.Exception is IOException { InnerException: AddressInUseException });
        return (Console.IsOutputRedirected
                ? logger.WriteTo.Console(new JsonFormatter(renderMessage: true))
                : logger.WriteTo.Console(outputTemplate: "{Timestamp:HH:mm:ss} {Level:u3} {Message:lj}{NewLine}{Exception}"))
            .CreateLogger();
    }
}
