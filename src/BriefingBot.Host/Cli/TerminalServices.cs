using BriefingBot.Host.WebChat;
using Microsoft.Extensions.Options;
using Serilog;
using Serilog.Events;

namespace BriefingBot.Host.Cli;

/// <summary>The bot's services for a verb that runs and ends: same settings, no host, no port, warnings to standard error.</summary>
internal static class TerminalServices
{
    /// <summary>Null, with the reasons printed, when the settings are not valid.</summary>
    public static ServiceProvider? Create(string[] settings)
    {
        var services = Build(settings, out var failures);
        if (failures.Count == 0)
        {
            return services;
        }

        foreach (var failure in failures)
        {
            Console.Error.WriteLine(failure);
        }

        services.Dispose();
        return null;
    }

    public static ServiceProvider Build(string[] settings, out IReadOnlyList<string> failures)
    {
        var (configuration, isReadable) = Read(settings);
        var collection = new ServiceCollection();
        collection.AddLogging(logging => logging.AddSerilog(
            new LoggerConfiguration().MinimumLevel.Warning().WriteTo.Console(standardErrorFromLevel: LogEventLevel.Verbose).CreateLogger(), dispose: true));
        collection.Configure<WebChatOptions>(configuration.GetSection(WebChatOptions.Section));
        collection.AddSingleton<IValidateOptions<WebChatOptions>, WebChatOptionsValidator>();
        BotServices.Add(collection, configuration);
        var services = collection.BuildServiceProvider();
        failures = isReadable ? BotServices.InvalidSettings(services) : [BotServices.UnreadableSettings];
        return services;
    }

    private static (IConfiguration Configuration, bool IsReadable) Read(string[] settings)
    {
        try
        {
            var configuration = new ConfigurationBuilder()
                .SetBasePath(AppContext.BaseDirectory)
                .AddJsonFile("appsettings.json", optional: true)
                .AddEnvironmentVariables()
                .AddCommandLine(settings)
                .Build();
            return (configuration, true);
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or FormatException)
        {
            return (new ConfigurationBuilder().Build(), false);
        }
    }
}
