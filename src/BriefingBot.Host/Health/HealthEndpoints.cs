using BriefingBot.Briefings;
using BriefingBot.Host.Discord;

namespace BriefingBot.Host.Health;

/// <summary>
/// For whoever watches the process. <c>GET /healthz</c>: 200 while it runs. <c>GET /readyz</c>: 200 when it can answer
/// readers, on every platform that the settings name, else 503. Both say so in one word and nothing more, since anybody may ask.
/// </summary>
internal static class HealthEndpoints
{
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    public static void Map(IEndpointRouteBuilder routes, BriefingLibrary library, DiscordOptions settings, DiscordStatus discord, IHostApplicationLifetime lifetime)
    {
        // A gateway that was lost is connected again within a minute or says why not; one that never was may be the wrong one.
        bool IsReady() => library.Current is not null && discord.Failure is null && !lifetime.ApplicationStopping.IsCancellationRequested
            && (!settings.IsOn || settings.IsHttp || discord.HasConnected);

        routes.MapMethods("/healthz", Methods, (RequestDelegate)(context => WriteAsync(context, StatusCodes.Status200OK, "alive")));
        routes.MapMethods("/readyz", Methods, (RequestDelegate)(context => IsReady()
            ? WriteAsync(context, StatusCodes.Status200OK, "ready")
            : WriteAsync(context, StatusCodes.Status503ServiceUnavailable, "not ready")));
    }

    private static Task WriteAsync(HttpContext context, int status, string word)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync(word, context.RequestAborted);
    }
}
