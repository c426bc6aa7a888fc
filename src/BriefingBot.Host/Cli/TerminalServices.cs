using BriefingBot.Host.WebChat;
using Microsoft.Extensions.Options;
using Serilog;
using Serilog.Events;

namespace BriefingBot.Host.Cli;

/// <summary>The bot's services for a verb that runs and ends: same settings, no host, no port, warnings to standard error.</summary>
internal static class TerminalServices
{
    /// <summary>Null, with the reasons printed, when the settings are not valid.</summary>
    /// <param name="addMore">What this verb needs beside what all do.</param>
    public static ServiceProvider? Create(string[] settings, Action<IServiceCollection>? addMore = null)
    {
        var services = Build(settings, out var failures, addMore);
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

    public static ServiceProvider Build(string[] settings, out IReadOnlyList<string> failures, Action<IServiceCollection>? addMore = null)
    {
        var read = ReadSettings(settings);
        var configuration = read ?? new ConfigurationBuilder().Build();
        var collection = new ServiceCollection();
        collection.AddSingleton(configuration);
        collection.AddLogging(logging => logging.AddSerilog(
            new LoggerConfiguration().MinimumLevel.Warning().WriteTo.Console(standardErrorFromLevel: LogEventLevel.Verbose).CreateLogger(), dispose: true));
        collection.Configure<WebChatOptions>(configuration.GetSection(WebChatOptions.Section));
        collection.AddSingleton<IValidateOptions<WebChatOptions>, WebChatOptionsValidator>();
        BotServices.Add(collection, configuration);
        addMore?.Invoke(collection);
        var services = collection.BuildServiceProvider();
        failures = read is not null ? BotServices.InvalidSettings(services) : [BotServices.UnreadableSettings];
        return services;
    }

    /// <summary>Null when not even their form is right.</summary>
    public static IConfiguration? ReadSettings(string[] settings)
    {
        try
        {
            return new ConfigurationBuilder()
                .SetBasePath(AppContext.BaseDirectory)
                .AddJsonFile("appsettings.json", optional: true)
                .AddEnvironmentVariables()
                .AddCommandLine(settings)
                .Build();
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or FormatException)
        {
            return null;
        }
    }
}
