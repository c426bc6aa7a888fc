using BriefingBot.Documents;
using BriefingBot.Host.CuratorPage;
using BriefingBot.Host.Storage;
using BriefingBot.Host.WebChat;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace BriefingBot.Host.Cli;

/// <summary>Runs the bot until it is told to stop; what keeps it from starting is said in sentences, all of it at once.</summary>
internal static partial class RunVerb
{
    public static async Task<int> RunAsync(string[] settings)
    {
        var rehearsal = Task.Run(Rehearsal.RunAsync);
        WebApplication app;
        try
        {
            app = BotHost.CreateBuilder(settings).Build();
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or FormatException or InvalidOperationException)
        {
            return await FailAsync([BotServices.UnreadableSettings]);
        }

        await using (app)
        {
            if (BotServices.InvalidSettings(app.Services) is { Count: > 0 } failures)
            {
                return await FailAsync(failures);
            }

            try
            {
                BotHost.Map(app);
                await app.StartAsync();
            }
            catch (Exception failure) when (StartProblem(failure, app) is not null)
            {
                // Or the host takes the end of what it has started already for a fault, and logs it.
                app.Lifetime.StopApplication();
                return await FailAsync([StartProblem(failure, app)!]);
            }

            if (app.Services.GetRequiredService<IOptions<WebChatOptions>>().Value.IsEnabled && app.Urls.FirstOrDefault() is { } url)
            {
                Log.ChatPage(app.Logger, url);
                await CuratorPageLink.PrintAsync(app, url);
            }

            try
            {
                await rehearsal;
            }
            catch (Exception failure)
            {
                // The rehearsal only saves time; readers are answered without it.
                Log.RehearsalFailed(app.Logger, failure);
            }

            await app.WaitForShutdownAsync();
            return Environment.ExitCode;
        }
    }

    private static string? StartProblem(Exception failure, WebApplication app)
    {
        var urls = SafeText.Echo(app.Configuration["urls"] ?? BotHost.DefaultUrl, 200);
        return failure switch
        {
            StateRefusedException refused => refused.Message,
            IOException { InnerException: AddressInUseException } =>
                $"The address “{urls}” is in use by another program. End that one, or name another address with --urls http://localhost:5081.",
            FormatException or UriFormatException or InvalidOperationException or ArgumentException =>
                $"The address “{urls}” cannot be listened on; write it like http://localhost:5081.",
            IOException or UnauthorizedAccessException or System.Net.Sockets.SocketException =>
                $"The address “{urls}” cannot be listened on. It must be this machine's own, and ports below 1024 need special rights; name another with --urls http://localhost:5081.",
            _ => null,
        };
    }

    private static async Task<int> FailAsync(IReadOnlyList<string> failures)
    {
        await Console.Error.WriteLineAsync("BriefingBot cannot start:");
        foreach (var failure in failures)
        {
            await Console.Error.WriteLineAsync("- " + failure);
        }

        return BotCommandLine.NotDone;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "The chat page is at {Url}")]
        public static partial void ChatPage(ILogger logger, string url);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The made-up first question failed; the first answer will only be slower")]
        public static partial void RehearsalFailed(ILogger logger, Exception failure);
    }
}
